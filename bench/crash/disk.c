/*
 * A disk whose memory can be looked at: preloaded into a server, it writes down in a log what that does to the files
 * below one directory, and when it is told that they are durable. Whoever reads the log up to any of its bytes knows
 * what a power cut at that moment may leave.
 *
 * DISK_ROOT   the directory, without symbolic links
 * DISK_LOG    the log; every process appends whole records to it
 * DISK_DELAY  microseconds for which a sync takes its time (it does not ask the real disk, which has no part in this)
 *
 * What happens is written down after it happened, the beginning of a sync before and its end before the caller goes
 * on: so whatever the caller answered after a sync stands in the log in front of that answer.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE, SYNC_BEGINS, SYNC_ENDS, OPEN, UNLINK, RENAME, LINK, MKDIR, RMDIR, GROW };

#define MAGIC 0x4b534944u
#define FILES 65536
#define LOG_AT 1000

struct record {
  uint32_t magic;
  uint32_t kind;
  uint32_t length; /* of what follows */
  uint32_t who;    /* the thread */
  uint64_t file;   /* its inode */
  uint64_t at;     /* an offset, a size, or 1 for a directory that was opened */
};

static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static long delay;
static volatile unsigned char watched[FILES];

static void begin(void) __attribute__((constructor));

static void begin(void) {
  const char *where = getenv("DISK_ROOT"), *log = getenv("DISK_LOG"), *wait = getenv("DISK_DELAY");
  if (!where || !log || strlen(where) >= sizeof root) return;
  int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  log_file = syscall(SYS_fcntl, file, F_DUPFD_CLOEXEC, LOG_AT);
  syscall(SYS_close, file);
  strcpy(root, where);
  root_length = strlen(root);
  delay = wait ? atol(wait) : 0;
}

static void tell(uint32_t kind, uint64_t file, uint64_t at, const void *data, size_t length) {
  int kept = errno;
  struct record head = {MAGIC, kind, length, syscall(SYS_gettid), file, at};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, length}};
  syscall(SYS_writev, log_file, parts, length ? 2 : 1);
  errno = kept;
}

static int is_below(const char *path) {
  return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

/* Makes a path absolute and plain; says whether it lies below the root. */
static int place(const char *path, char *whole) {
  if (log_file < 0 || !path) return 0;
  char raw[PATH_MAX];
  if (*path == '/') {
    if (strncmp(path, root, root_length)) return 0;
    if (strlen(path) >= sizeof raw) return 0;
    strcpy(raw, path);
  } else {
    char here[PATH_MAX];
    if (syscall(SYS_getcwd, here, sizeof here) < 0) return 0;
    if (snprintf(raw, sizeof raw, "%s/%s", here, path) >= (int)sizeof raw) return 0;
  }
  char *to = whole;
  for (char *from = raw; *from;) {
    if (from[0] == '/' && from[1] == '/') from++;
    else if (from[0] == '/' && from[1] == '.' && (from[2] == '/' || !from[2])) from += 2;
    else *to++ = *from++;
  }
  while (to > whole + 1 && to[-1] == '/') to--;
  *to = 0;
  return is_below(whole);
}

static uint64_t inode(int file) {
  struct stat found;
  return fstat(file, &found) ? 0 : found.st_ino;
}

static int is_watched(int file) { return log_file >= 0 && file >= 0 && file < FILES && watched[file]; }

static int opened(int file, const char *path, int flags) {
  char whole[PATH_MAX];
  if (file < 0 || file >= FILES) return file;
  watched[file] = 0;
  if (flags & O_PATH || !place(path, whole)) return file;
  struct stat found;
  if (fstat(file, &found) || !(S_ISREG(found.st_mode) || S_ISDIR(found.st_mode))) return file;
  watched[file] = 1;
  tell(OPEN, found.st_ino, S_ISDIR(found.st_mode) ? 1 : 0, whole, strlen(whole));
  if (flags & O_TRUNC && S_ISREG(found.st_mode)) tell(TRUNCATE, found.st_ino, 0, 0, 0);
  return file;
}

#define MODE(flags, mode)                 \
  mode_t mode = 0;                        \
  if (flags & (O_CREAT | O_TMPFILE)) {    \
    va_list rest;                         \
    va_start(rest, flags);                \
    mode = va_arg(rest, int);             \
    va_end(rest);                         \
  }

int open(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags);
}

int open64(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(syscall(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode), path, flags);
}

int openat(int directory, const char *path, int flags, ...) {
  MODE(flags, mode)
  int file = syscall(SYS_openat, directory, path, flags, mode);
  return directory == AT_FDCWD || *path == '/' ? opened(file, path, flags) : file;
}

int openat64(int directory, const char *path, int flags, ...) {
  MODE(flags, mode)
  int file = syscall(SYS_openat, directory, path, flags | O_LARGEFILE, mode);
  return directory == AT_FDCWD || *path == '/' ? opened(file, path, flags) : file;
}

int close(int file) {
  if (file == log_file && file >= 0) return 0;
  if (file >= 0 && file < FILES) watched[file] = 0;
  return syscall(SYS_close, file);
}

static void wrote(int file, uint64_t at, const struct iovec *parts, int count, ssize_t done) {
  uint64_t which = inode(file);
  for (int i = 0; i < count && done > 0; i++) {
    size_t length = parts[i].iov_len < (size_t)done ? parts[i].iov_len : (size_t)done;
    tell(WRITE, which, at, parts[i].iov_base, length);
    at += length;
    done -= length;
  }
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  ssize_t done = syscall(SYS_writev, file, parts, count);
  if (done > 0 && is_watched(file)) {
    wrote(file, syscall(SYS_lseek, file, 0, SEEK_CUR) - done, parts, count, done);
  }
  return done;
}

ssize_t write(int file, const void *data, size_t length) {
  ssize_t done = syscall(SYS_write, file, data, length);
  if (done > 0 && is_watched(file)) {
    struct iovec part = {(void *)data, length};
    wrote(file, syscall(SYS_lseek, file, 0, SEEK_CUR) - done, &part, 1, done);
  }
  return done;
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t at) {
  ssize_t done = syscall(SYS_pwrite64, file, data, length, at);
  if (done > 0 && is_watched(file)) {
    struct iovec part = {(void *)data, length};
    wrote(file, at, &part, 1, done);
  }
  return done;
}

ssize_t pwrite(int file, const void *data, size_t length, off_t at) { return pwrite64(file, data, length, at); }

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) {
  ssize_t done = syscall(SYS_pwritev, file, parts, count, at, 0);
  if (done > 0 && is_watched(file)) wrote(file, at, parts, count, done);
  return done;
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) {
  return pwritev64(file, parts, count, at);
}

int ftruncate64(int file, off64_t size) {
  int done = syscall(SYS_ftruncate, file, size);
  if (!done && is_watched(file)) tell(TRUNCATE, inode(file), size, 0, 0);
  return done;
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int fallocate64(int file, int mode, off64_t at, off64_t length) {
  int done = syscall(SYS_fallocate, file, mode, at, length);
  if (!done && !mode && is_watched(file)) tell(GROW, inode(file), at + length, 0, 0);
  return done;
}

int fallocate(int file, int mode, off_t at, off_t length) { return fallocate64(file, mode, at, length); }

int posix_fallocate64(int file, off64_t at, off64_t length) {
  int kept = errno, done = fallocate64(file, 0, at, length) ? errno : 0;
  errno = kept;
  return done;
}

int posix_fallocate(int file, off_t at, off_t length) { return posix_fallocate64(file, at, length); }

static int synced(int file) {
  uint64_t which = inode(file);
  tell(SYNC_BEGINS, which, 0, 0, 0);
  struct timespec pause = {delay / 1000000, delay % 1000000 * 1000};
  if (delay > 0) nanosleep(&pause, 0);
  tell(SYNC_ENDS, which, 0, 0, 0);
  return 0;
}

int fsync(int file) { return is_watched(file) ? synced(file) : syscall(SYS_fsync, file); }

int fdatasync(int file) { return is_watched(file) ? synced(file) : syscall(SYS_fdatasync, file); }

static int changed(int done, uint32_t kind, const char *path) {
  char whole[PATH_MAX];
  if (!done && place(path, whole)) tell(kind, 0, 0, whole, strlen(whole));
  return done;
}

static int changed_both(int done, uint32_t kind, const char *from, const char *to) {
  char both[2 * PATH_MAX + 1], second[PATH_MAX];
  if (!done && place(from, both) && place(to, second)) {
    size_t length = strlen(both) + 1;
    strcpy(both + length, second);
    tell(kind, 0, 0, both, length + strlen(second));
  }
  return done;
}

int unlink(const char *path) { return changed(syscall(SYS_unlink, path), UNLINK, path); }

int rmdir(const char *path) { return changed(syscall(SYS_rmdir, path), RMDIR, path); }

int remove(const char *path) {
  int done = unlink(path);
  return done && (errno == EISDIR || errno == EPERM) ? rmdir(path) : done;
}

int mkdir(const char *path, mode_t mode) { return changed(syscall(SYS_mkdir, path, mode), MKDIR, path); }

int rename(const char *from, const char *to) {
  return changed_both(syscall(SYS_rename, from, to), RENAME, from, to);
}

int link(const char *from, const char *to) {
  return changed_both(syscall(SYS_link, from, to), LINK, from, to);
}
