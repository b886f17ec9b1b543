package dev.latchkey.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire between a house and PostgreSQL that can be told to keep connections and forward nothing,
 * and to lose the answers to commits. {@code bench/nodes} has a bigger one.
 */
final class FaultyLink implements AutoCloseable {
  /** The message CommandComplete with the tag COMMIT. */
  private static final String COMMITTED = "C\0\0\0\u000bCOMMIT\0";

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isSilent;
  private volatile boolean losesCommits;

  private FaultyLink(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Opens one to a port of this machine. */
  static FaultyLink to(int target) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      FaultyLink link = new FaultyLink(listener, target);
      Thread.ofVirtual().name("link").start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Keeps connections and takes new ones, and forwards nothing. */
  void silence(boolean is) {
    lock.lock();
    try {
      isSilent = is;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** From now on lets commits through, and cuts the connection before their answers come back. */
  void loseCommits(boolean is) {
    losesCommits = is;
  }

  private void accept() {
    try {
      while (true) {
        Socket house = listener.accept();
        Thread.ofVirtual().start(() -> connect(house));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(Socket house) {
    open.add(house);
    try (house;
        Socket database = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(database);
      Thread.ofVirtual().start(() -> pump(house, database, false));
      pump(database, house, true);
      open.remove(database);
    } catch (IOException e) {
      // Gone is gone.
    }
    open.remove(house);
  }

  private void pump(Socket from, Socket to, boolean isAnswer) {
    byte[] piece = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
        awaitSound();
        String text = new String(piece, 0, size, StandardCharsets.ISO_8859_1);
        if (isAnswer && losesCommits && text.contains(COMMITTED)) {
          return;
        }
        out.write(piece, 0, size);
      }
    } catch (IOException e) {
      // Gone is gone.
    }
  }

  private void awaitSound() {
    lock.lock();
    try {
      while (isSilent) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    silence(false);
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
