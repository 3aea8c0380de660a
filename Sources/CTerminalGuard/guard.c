#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/mman.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGHUP,  SIGINT, SIGQUIT, SIGTERM, SIGILL, SIGTRAP,
                                    SIGABRT, SIGBUS, SIGFPE,  SIGSEGV, SIGPIPE, SIGUSR1, SIGUSR2,
                                    SIGALRM, SIGSYS, SIGXCPU};
static const int told_signals[] = {SIGWINCH, SIGTSTP, SIGCONT};

// A way to the terminal of the handlers' own, and where everything else that is written goes once one has begun.
static int terminal = -1;
static int nowhere = -1;
// What a frame is written to besides standard output; see tandem_frame_point.
static volatile sig_atomic_t frame_descriptor = -1;
// Whether the terminal was given back already, to a shell or an editor.
static volatile sig_atomic_t is_given_back = 0;
static struct termios saved_modes;
static char restore_bytes[512];
static volatile sig_atomic_t restore_length = 0;
static int pipe_ends[2] = {-1, -1};
// A stack overflow leaves no room for the handler, so it has a stack of its own.
static char handler_stack[65536];

static void restore_terminal(void) {
  size_t done = 0;
  while (done < (size_t)restore_length) {
    ssize_t count = write(terminal, restore_bytes + done, (size_t)restore_length - done);
    if (count <= 0 && errno != EINTR) break;
    if (count > 0) done += (size_t)count;
  }
  // In the background the modes are those of who has the terminal, and setting them would stop this process.
  if (tcgetpgrp(terminal) == getpgrp()) tcsetattr(terminal, TCSANOW, &saved_modes);
}

// What is only for as long as the program runs: files, then the folder that they lie in.
#define MOST_FLEETING 8
static char fleeting[MOST_FLEETING][PATH_MAX];
static volatile sig_atomic_t fleeting_count = 0;

static void die(int signal_number) {
  // Another thread may be drawing: what it writes from here on would stand on the terminal that is given back.
  dup2(nowhere, STDOUT_FILENO);
  if (frame_descriptor >= 0) dup2(nowhere, frame_descriptor);
  signal(SIGTTOU, SIG_IGN);
  if (!is_given_back) restore_terminal();
  for (int i = 0; i < fleeting_count; i++) {
    if (unlink(fleeting[i]) != 0) rmdir(fleeting[i]);
  }
  // SA_RESETHAND has put the default back: the process dies of its signal, as the shell should see.
  raise(signal_number);
}

static void tell(int signal_number) {
  int saved_errno = errno;
  char byte = signal_number == SIGWINCH ? 'w' : signal_number == SIGTSTP ? 't' : 'c';
  ssize_t ignored = write(pipe_ends[1], &byte, 1);
  (void)ignored;
  errno = saved_errno;
}

static void hear_of_stops(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = tell;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  sigaction(SIGTSTP, &action, NULL);
}

int tandem_guard_install(int fd, const struct termios *saved, const char *restore, size_t length) {
  if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  terminal = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  is_given_back = 0;
  saved_modes = *saved;
  tandem_guard_set_restore(restore, length);

  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack, .ss_flags = 0};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigfillset(&action.sa_mask);
  action.sa_handler = die;
  action.sa_flags = (int)(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
  // Among the fatal ones a second may come while the first is handled; it must find the default.
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++) sigaction(fatal_signals[i], &action, NULL);
  action.sa_handler = tell;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  for (size_t i = 0; i < sizeof told_signals / sizeof *told_signals; i++) sigaction(told_signals[i], &action, NULL);

  // Whoever started the program may have blocked signals; a mask is inherited, and would keep a resize from us.
  sigset_t ours;
  sigemptyset(&ours);
  for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++) sigaddset(&ours, fatal_signals[i]);
  for (size_t i = 0; i < sizeof told_signals / sizeof *told_signals; i++) sigaddset(&ours, told_signals[i]);
  pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
  return pipe_ends[0];
}

void tandem_guard_set_restore(const char *restore, size_t length) {
  // While it is being replaced a handler must not write half of it.
  restore_length = 0;
  if (length > sizeof restore_bytes) length = sizeof restore_bytes;
  memcpy(restore_bytes, restore, length);
  restore_length = (sig_atomic_t)length;
}

int tandem_guard_remove_at_death(const char *path) {
  if (fleeting_count >= MOST_FLEETING || strlen(path) >= PATH_MAX) return -1;
  strcpy(fleeting[fleeting_count], path);
  fleeting_count++;
  return 0;
}

void tandem_guard_wake(void) {
  char byte = 'm';
  ssize_t ignored = write(pipe_ends[1], &byte, 1);
  (void)ignored;
}

void tandem_guard_remove(void) {
  for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++) signal(fatal_signals[i], SIG_DFL);
  for (size_t i = 0; i < sizeof told_signals / sizeof *told_signals; i++) signal(told_signals[i], SIG_DFL);
  frame_descriptor = -1;
  close(terminal);
  close(nowhere);
  terminal = nowhere = -1;
}

void tandem_guard_stop(void) {
  // The whole group stops, as it would by the key: a shell script around the program stops with it.
  tandem_guard_lend();
  kill(0, SIGTSTP);
  hear_of_stops();
}

void tandem_guard_lend(void) {
  is_given_back = 1;
  signal(SIGTSTP, SIG_DFL);
}

void tandem_guard_take_back(void) {
  is_given_back = 0;
  hear_of_stops();
}

int tandem_frame_open(void) { return memfd_create("frame", MFD_CLOEXEC); }

int tandem_frame_point(int descriptor, int target) {
  frame_descriptor = descriptor;
  return dup3(target, descriptor, O_CLOEXEC);
}
