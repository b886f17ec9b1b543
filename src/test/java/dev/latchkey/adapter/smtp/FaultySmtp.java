package dev.latchkey.adapter.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server by hand, which can be told to misbehave at each step of the conversation. */
public final class FaultySmtp implements AutoCloseable {
  /** Ends the connection without a word. */
  public static final String DIE = "DIE";

  /** Never answers. */
  public static final String HANG = "HANG";

  /** Answers byte by byte, each a little after the other. */
  public static final String DRIP = "DRIP";

  /** Answers with a line that does not end. */
  public static final String FLOOD = "FLOOD";

  private final ServerSocket listener;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> letters = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final @Nullable SSLContext tls;

  private FaultySmtp(ServerSocket listener, @Nullable SSLContext tls) {
    this.listener = listener;
    this.tls = tls;
  }

  /** Starts one that behaves; with a certificate it offers STARTTLS. */
  public static FaultySmtp start(@Nullable TestCertificate certificate) throws Exception {
    SSLContext tls = certificate == null ? null : certificate.context();
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    FaultySmtp server = new FaultySmtp(listener, tls);
    Thread.ofVirtual().start(server::listen);
    return server;
  }

  /**
   * Misbehaves from now on.
   *
   * @param step a verb, {@code GREETING}, or {@code .} for the end of the letter
   * @param answer one of the constants, or a reply
   */
  public FaultySmtp at(String step, String answer) {
    answers.put(step, answer);
    return this;
  }

  /** Behaves again. */
  public void behave() {
    answers.clear();
  }

  /** The port. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The letters that came whole. */
  public List<String> letters() {
    return letters;
  }

  /** All commands. */
  public List<String> commands() {
    return commands;
  }

  /** How many connections there were. */
  public int connections() {
    return connections.get();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> talk(socket));
      }
    } catch (IOException e) {
      // Closed.
      closed.countDown();
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      converse(socket, "GREETING", false);
    } catch (IOException | InterruptedException e) {
      // The other side went away, which is what is tested.
      return;
    }
  }

  private void converse(Socket socket, String first, boolean isSecured)
      throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = socket.getOutputStream();
    if (first.equals("GREETING") && !say(out, first, "220 here")) {
      return;
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
      boolean offers = tls != null && !isSecured && !answers.containsKey("STRIP");
      boolean goesOn =
          switch (verb) {
            case "EHLO" ->
                say(out, verb, "250-here\r\n" + (offers ? "250-STARTTLS\r\n" : "") + extensions());
            case "STARTTLS" -> say(out, verb, "220 go on");
            case "DATA" ->
                say(out, verb, "354 go on") && (answers.containsKey(verb) || letter(in, out));
            case "QUIT" -> say(out, verb, "221 bye");
            default -> say(out, verb, "250 fine");
          };
      if (!goesOn) {
        return;
      }
      if (verb.equals("STARTTLS") && tls != null) {
        SSLSocket secured =
            (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        converse(secured, "EHLO", true);
        return;
      }
    }
  }

  private String extensions() {
    return answers.containsKey("SMTPUTF8") ? "250-8BITMIME\r\n250 SMTPUTF8" : "250 8BITMIME";
  }

  private boolean letter(BufferedReader in, OutputStream out)
      throws IOException, InterruptedException {
    StringBuilder letter = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals(".")) {
        letters.add(letter.toString());
        return say(out, ".", "250 taken");
      }
      letter.append(line).append('\n');
    }
    return false;
  }

  private boolean say(OutputStream out, String step, String usual)
      throws IOException, InterruptedException {
    String answer = answers.getOrDefault(step, usual);
    return switch (answer) {
      case DIE -> false;
      case HANG -> {
        closed.await();
        yield false;
      }
      case DRIP -> {
        while (closed.getCount() > 0) {
          out.write('2');
          out.flush();
          Thread.sleep(20);
        }
        yield false;
      }
      case FLOOD -> {
        byte[] much = "2".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        while (closed.getCount() > 0) {
          out.write(much);
        }
        yield false;
      }
      default -> {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        yield true;
      }
    };
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
