#include "CFileLock.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// C's headers have no name for it in Debian 12's glibc.
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static int interrupting;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void do_nothing(int signal) { (void)signal; }

static void prepare(void) {
  // One that nobody else here uses, and without SA_RESTART, so that waits end.
  interrupting = SIGRTMIN + 9;
  struct sigaction action = {0};
  action.sa_handler = do_nothing;
  sigemptyset(&action.sa_mask);
  sigaction(interrupting, &action, NULL);
}

static long long now_in_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int tandem_file_lock(int file, long milliseconds) {
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return 0;
  if (errno != EWOULDBLOCK) return errno;
  if (milliseconds <= 0) return EAGAIN;
  pthread_once(&once, prepare);
  struct sigevent event = {0};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = interrupting;
  event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
  timer_t timer;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return errno == EAGAIN ? EMFILE : errno;
  const long long end = now_in_nanoseconds() + milliseconds * 1000000LL;
  const struct itimerspec times = {
      .it_value = {milliseconds / 1000, milliseconds % 1000 * 1000000},
      // Again and again: a signal that comes between two waits is lost on the second.
      .it_interval = {0, 20000000},
  };
  timer_settime(timer, 0, &times, NULL);
  // Threads of a dispatcher let no signals in.
  sigset_t own, before;
  sigemptyset(&own);
  sigaddset(&own, interrupting);
  pthread_sigmask(SIG_UNBLOCK, &own, &before);
  int result = 0;
  while (flock(file, LOCK_EX) != 0) {
    if (errno != EINTR) {
      result = errno;
      break;
    }
    if (now_in_nanoseconds() >= end) {
      result = EAGAIN;
      break;
    }
  }
  timer_delete(timer);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}
