# Writes src/main/resources/passwords/common.txt. Usage, from the root of the repository: python3 bench/common-passwords.py
# Compiled by hand from what is generally known about weak passwords: keyboard walks, digit runs, repeated
# characters, everyday words, names, teams, seasons and their usual endings.
words = """password passwort passw0rd pass pw admin administrator root user guest test tester testing demo default login
welcome letmein master secret access changeme change temp temporary hello love lovely iloveyou sunshine princess dragon
monkey football baseball basketball hockey soccer tennis golf shadow superman batman spiderman ironman killer hunter
ranger trustno1 freedom whatever computer internet server network system michael jennifer jessica ashley daniel andrew
joshua matthew anthony thomas charlie george robert william david james john richard joseph christopher samantha amanda
nicole melissa michelle elizabeth stephanie maria anna laura sarah emma olivia sophia jordan taylor alexander benjamin
nathan patrick martin peter justin brandon tyler austin dallas chicago london paris berlin madrid newyork boston denver
orlando phoenix jackson madison summer winter spring autumn january february march april june july august september
october november december monday tuesday wednesday thursday friday saturday sunday flower cookie chocolate banana apple
orange cherry peanut pepper ginger coffee cheese pizza burger chicken tiger lion eagle falcon wolf bear panda rabbit
puppy kitten bailey buddy maggie sophie lucky happy smile angel heaven jesus christ blessed family mother father brother
sister baby babygirl sweety sweetie honey darling forever friend friends beautiful handsome pretty sexy money cash gold
silver diamond crystal purple yellow green blue black white rainbow star stars starwars pokemon pikachu naruto minecraft
fortnite roblox mario zelda sonic matrix merlin gandalf hobbit wizard magic mustang ferrari porsche mercedes toyota honda
harley yamaha corvette camaro google facebook twitter instagram linkedin youtube amazon netflix microsoft windows apple
samsung nokia android iphone oracle linux ubuntu debian mysql postgres database manager office company business school
student teacher college university hospital doctor nurse police army marine soldier captain pirate ninja samurai warrior
legend champion winner player gamer music guitar drummer metal rock hiphop dancer singer artist poetry writer reader
liverpool arsenal chelsea manchester barcelona realmadrid juventus milan bayern celtic rangers yankees lakers cowboys
steelers patriots broncos packers eagles giants dolphins raiders canada england germany france spain italy russia china
japan brazil mexico india australia america europe planet galaxy universe rocket saturn jupiter mercury venus thunder
lightning storm hurricane tornado ocean river mountain forest beach island garden house kitchen window bridge castle
queen king prince knight joker fluffy snoopy garfield scooby mickey donald tigger winnie peaches pumpkin cupcake
butterfly ladybug dolphin turtle monster vampire zombie ghost devil satan demon hell fuckyou fuckoff asshole bitch
bullshit shit qwertz azerty abcabc alpha beta gamma omega delta sigma zxcvbn asdfgh asdfghjkl qwertyuiop qwerty
woaini iloveu loveme lovers loveyou mylove mybaby nothing something anything everything someone nobody hannah chelsea
isabella natalie victoria vanessa veronica danielle rebecca rachel heather kimberly crystal brittany courtney jasmine
lauren alexis alyssa morgan hunter cameron dylan connor logan ethan jacob noah mason lucas oliver henry samuel gabriel
adrian carlos miguel jose juan pedro antonio francisco fernando ricardo eduardo andres alejandro rodrigo diego pablo
sergey andrey dmitry vladimir natasha tatiana svetlana ivan olga marina yulia klaus stefan andreas sabine schatz hallo
sommer winterzeit bonjour soleil doudou loulou chouchou amour motdepasse contrasena senha parola heslo haslo wachtwoord
salasana losenord geheim secreto segredo tequiero teamo estrella mariposa corazon bonita hermosa princesa futebol
flamengo corinthians palmeiras santos brasil deutschland frankfurt hamburg muenchen espana italia roma napoli inter
latchkey session token private signin signup account profile security secure safety locked unlock key keys door gate
support service helpdesk contact info sales marketing finance employee staff intern vendor client customer partner
backup restore deploy release staging production develop developer engineer sysadmin webmaster hostmaster postmaster
cisco juniper ubnt raspberry pi dlink netgear linksys huawei zte tplink vagrant docker kubernetes jenkins gitlab tomcat
jboss wildfly elastic kibana grafana prometheus rabbitmq redis mongo cassandra hadoop spark kafka nagios zabbix""".split()
ends = ["", "1", "12", "123", "1234", "12345", "123456", "!", "1!", "123!", "@123", "01", "007", "69", "99", "00", "2020", "2021", "2022", "2023", "2024", "2025", "2026"]
out = set()
seen = list(dict.fromkeys(words))
for rank, w in enumerate(seen):
    for e in (ends if rank < 150 else ends[:6]):
        out.add(w + e)
leet = str.maketrans("aeios", "4310$")
for w in seen[:120]:
    out.add(w.translate(leet)); out.add(w.replace("o", "0")); out.add(w.replace("a", "@")); out.add(w.replace("i", "1").replace("e", "3"))
# digit runs, up, down, repeated, dates as years, simple patterns
for start in range(10):
    for n in range(3, 13):
        out.add("".join(str((start + i) % 10) for i in range(n)))
        out.add("".join(str((start - i) % 10) for i in range(n)))
for c in "0123456789abcdefghijklmnopqrstuvwxyz":
    for n in range(3, 17):
        out.add(c * n)
for a in range(10):
    for b in range(10):
        if a != b:
            s = f"{a}{b}"
            for n in (2, 3, 4, 5): out.add(s * n)
            out.add(f"{a}{a}{b}{b}"); out.add(f"{a}{a}{a}{b}{b}{b}"); out.add(f"{a}{a}{a}{a}{b}{b}{b}{b}")
for y in range(1950, 2031): out.add(str(y)); out.add(str(y) * 2)
for m in range(1, 13):
    for d in (1, 10, 11, 12, 13, 15, 20, 25, 30): out.add(f"{d:02d}{m:02d}"); 
rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "!@#$%^&*()"]
for r in rows:
    for i in range(len(r)):
        for n in range(4, len(r) - i + 1):
            s = r[i:i + n]; out.add(s); out.add(s[::-1])
            if i == 0:
                for e in ("1", "12", "123", "1234", "!"): out.add(s + e)
walks = ["1qaz2wsx", "1qaz2wsx3edc", "qazwsx", "qazwsxedc", "zaq12wsx", "zaq1xsw2", "1q2w3e", "1q2w3e4r", "1q2w3e4r5t", "1q2w3e4r5t6y", "q1w2e3r4", "q1w2e3r4t5", "qweasd", "qweasdzxc", "asdzxc", "qwe123", "qwer1234", "asd123", "asdf1234", "zxc123", "zxcv1234", "123qwe", "123qweasd", "123qweasdzxc", "1234qwer", "12345qwert", "abc123", "abcd1234", "abcd123", "abcde12345", "a1b2c3", "a1b2c3d4", "aa123456", "a123456", "a1234567", "a12345678", "a123456789", "123456a", "1234567a", "12345678a", "123456789a", "123abc", "1a2b3c", "1a2b3c4d", "147258369", "147258", "159753", "159357", "741852963", "789456123", "456789", "321654", "987654321", "0987654321", "11223344", "112233", "123123", "123123123", "123321", "1234321", "12341234", "121212", "131313", "232323", "101010", "102030", "10203040", "5201314", "520520", "1314520", "woaini1314", "woaini520", "p@ssw0rd", "p@ssword", "passw0rd!", "p@$$w0rd", "pa$$word", "pa55word", "pass1234", "password!@#", "admin@123", "root@123", "test@123", "welcome@123", "qwerty@123", "abc@123", "letme1n", "l3tm31n", "iloveyou2", "iloveyou!", "ncc1701", "thx1138", "8675309", "correcthorsebatterystaple", "asdfasdf", "qweqwe", "zxczxc", "passpass", "testtest", "adminadmin", "rootroot", "hellohello", "lovelove", "secretsecret"]
out.update(walks)
alpha = "abcdefghijklmnopqrstuvwxyz"
for i in range(26):
    for n in range(3, 13):
        if i + n <= 26:
            out.add(alpha[i:i + n]); 
    for n in range(3, 9):
        if i + n <= 26:
            out.add(alpha[i:i + n] + "123")
res = sorted(w.lower() for w in {x.lower() for x in out} if 3 <= len(w) <= 64)
open("src/main/resources/passwords/common.txt", "w").write("\n".join(res) + "\n")
print(len(res))
