package moving;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Writes a file of made-up people, the same for one seed. */
final class People {
  private static final List<String> FIRST =
      List.of("Maria", "Wei", "Olu", "Anna", "Yusuf", "Jo", "Katarzyna", "Li", "Fatima", "Sven", "Priya", "Carlos");
  private static final List<String> LAST =
      List.of("Kowalska", "Zhang", "Adeyemi", "Smith", "Yilmaz", "Garcia", "Ivanova", "Ng", "O'Brien", "Lindqvist");
  private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int FIRST_ID = 1_000;

  private People() {}

  /** Writes so many people as CSV with the columns of the program. */
  static void write(Path file, int count, long seed, boolean withHashes) throws IOException {
    Random random = new Random(seed);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,username,email,email_verified,full_name,created_at");
      out.write(withHashes ? ",password_hash,password_scheme\n" : "\n");
      for (int i = 0; i < count; i++) {
        String first = FIRST.get(random.nextInt(FIRST.size()));
        String last = LAST.get(random.nextInt(LAST.size()));
        String name = first.toLowerCase() + Integer.toString(i, 36) + "x" + random.nextInt(100);
        out.write(
            (FIRST_ID + i) + "," + name + "," + name + "@mail.example," + random.nextBoolean() + ",\"" + first + " " + last
                + "\"," + (1_300_000_000L + random.nextInt(400_000_000)));
        if (withHashes) {
          StringBuilder hash = new StringBuilder(",$2b$10$");
          // The last sign of the salt, and of the hash, has bits that are always zero.
          for (int sign = 0; sign < 53; sign++) {
            int bits = random.nextInt(64);
            hash.append(BCRYPT.charAt(sign == 21 ? bits & 48 : sign == 52 ? bits & 60 : bits));
          }
          out.write(hash.append(",bcrypt").toString());
        }
        out.write('\n');
      }
    }
  }
}
