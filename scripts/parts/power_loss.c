/* A layer under a program's files that remembers what the disk was promised: power_loss.py builds it and loads it before
 * libc (LD_PRELOAD). Every write, truncation, creation and removal below POWER_FOLDER is done as it was asked for and
 * written to POWER_LOG, in one order with every fsync and with whatever the program says on its standard output. From the
 * log the disk can be built as it would be if the power had gone at any moment: what was synced is there, of the rest any
 * part or none.
 *
 * The program itself is the one that is shipped: nothing in it knows of this. Shared memory (…-shm) is left out, because it
 * is never needed after a crash.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 4096
#define NONE 0
#define A_FILE 1
#define A_FOLDER 2

/* A record: one letter, the file's number on its disk, two numbers, and so many bytes behind it. */
struct record {
  uint64_t file, a, b;
  uint32_t bytes;
  char what;
} __attribute__((packed));

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static const char *folder;
static uint64_t records;
static char kind[FDS];
static uint64_t inode[FDS];

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off64_t);
static int (*real_unlink)(const char *);

static void find(void) {
  if (real_write) return;
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_open = dlsym(RTLD_NEXT, "open64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  folder = getenv("POWER_FOLDER");
  const char *path = getenv("POWER_LOG");
  if (folder && path) log_fd = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  real_write = dlsym(RTLD_NEXT, "write");
}

__attribute__((constructor)) static void begin(void) { find(); }

/* With the lock held. What cannot be logged would make every answer of the test worthless. */
static void note(char what, uint64_t file, uint64_t a, uint64_t b, const void *data, size_t bytes) {
  if (log_fd < 0) return;
  struct record record = {file, a, b, (uint32_t)bytes, what};
  struct iovec parts[2] = {{&record, sizeof record}, {(void *)data, bytes}};
  if (writev(log_fd, parts, bytes ? 2 : 1) != (ssize_t)(sizeof record + bytes)) abort();
  records++;
}

static int is_ours(const char *path) {
  size_t long_ = folder ? strlen(folder) : 0;
  size_t all = strlen(path);
  return long_ && !strncmp(path, folder, long_) && !(all > 4 && !strcmp(path + all - 4, "-shm"));
}

static int opened(const char *path, int flags, mode_t mode) {
  find();
  if (log_fd < 0 || !is_ours(path)) return real_open(path, flags, mode);
  pthread_mutex_lock(&one);
  struct stat before, after;
  int there = !stat(path, &before);
  int fd = real_open(path, flags, mode);
  if (fd >= 0 && fd < FDS && !fstat(fd, &after)) {
    kind[fd] = S_ISDIR(after.st_mode) ? A_FOLDER : A_FILE;
    inode[fd] = after.st_ino;
    if (kind[fd] == A_FILE) note(there ? 'o' : 'c', after.st_ino, 0, 0, path, strlen(path));
    if (there && (flags & O_TRUNC)) note('t', after.st_ino, 0, 0, NULL, 0);
  }
  int error = errno;
  pthread_mutex_unlock(&one);
  errno = error;
  return fd;
}

static int is_tracked(int fd) { return log_fd >= 0 && fd >= 0 && fd < FDS && kind[fd] == A_FILE; }

#define OPENS(name)                                        \
  int name(const char *path, int flags, ...) {             \
    mode_t mode = 0;                                       \
    if (flags & (O_CREAT | O_TMPFILE)) {                   \
      va_list rest;                                        \
      va_start(rest, flags);                               \
      mode = va_arg(rest, mode_t);                         \
      va_end(rest);                                        \
    }                                                      \
    return opened(path, flags, mode);                      \
  }
OPENS(open)
OPENS(open64)

int close(int fd) {
  find();
  if (fd >= 0 && fd < FDS) kind[fd] = NONE;
  return real_close(fd);
}

ssize_t write(int fd, const void *data, size_t bytes) {
  find();
  if (log_fd < 0 || (fd != STDOUT_FILENO && !is_tracked(fd))) return real_write(fd, data, bytes);
  pthread_mutex_lock(&one);
  off64_t at = fd == STDOUT_FILENO ? 0 : lseek64(fd, 0, SEEK_CUR);
  ssize_t done = real_write(fd, data, bytes);
  int error = errno;
  if (done > 0) note(fd == STDOUT_FILENO ? 's' : 'w', fd == STDOUT_FILENO ? 0 : inode[fd], (uint64_t)at, 0, data, (size_t)done);
  pthread_mutex_unlock(&one);
  errno = error;
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t at) {
  find();
  if (!is_tracked(fd)) return real_pwrite(fd, data, bytes, at);
  pthread_mutex_lock(&one);
  ssize_t done = real_pwrite(fd, data, bytes, at);
  int error = errno;
  if (done > 0) note('w', inode[fd], (uint64_t)at, 0, data, (size_t)done);
  pthread_mutex_unlock(&one);
  errno = error;
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t bytes, off_t at) { return pwrite64(fd, data, bytes, at); }

int ftruncate64(int fd, off64_t bytes) {
  find();
  if (!is_tracked(fd)) return real_ftruncate(fd, bytes);
  pthread_mutex_lock(&one);
  int done = real_ftruncate(fd, bytes);
  int error = errno;
  if (!done) note('t', inode[fd], (uint64_t)bytes, 0, NULL, 0);
  pthread_mutex_unlock(&one);
  errno = error;
  return done;
}
int ftruncate(int fd, off_t bytes) { return ftruncate64(fd, bytes); }

/* Only what was written before a sync began is promised when it ends. */
static int synced(int fd, int (*real)(int)) {
  find();
  if (log_fd < 0 || fd < 0 || fd >= FDS || kind[fd] == NONE) return real(fd);
  pthread_mutex_lock(&one);
  uint64_t before = records;
  pthread_mutex_unlock(&one);
  int done = real(fd);
  int error = errno;
  pthread_mutex_lock(&one);
  if (!done) note(kind[fd] == A_FOLDER ? 'd' : 'f', inode[fd], before, 0, NULL, 0);
  pthread_mutex_unlock(&one);
  errno = error;
  return done;
}
int fsync(int fd) { return synced(fd, real_fsync ? real_fsync : (find(), real_fsync)); }
int fdatasync(int fd) { return synced(fd, real_fdatasync ? real_fdatasync : (find(), real_fdatasync)); }

int unlink(const char *path) {
  find();
  if (log_fd < 0 || !is_ours(path)) return real_unlink(path);
  pthread_mutex_lock(&one);
  int done = real_unlink(path);
  int error = errno;
  if (!done) note('u', 0, 0, 0, path, strlen(path));
  pthread_mutex_unlock(&one);
  errno = error;
  return done;
}
