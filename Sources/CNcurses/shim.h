#pragma once
// Wide characters, and the functions that only X/Open's extended curses declares.
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <string.h>
#include <termios.h>
#include <wchar.h>

// From <term.h>, whose other names (lines, columns, bell) are macros that break ordinary code.
extern char *tigetstr(const char *name);

// Swift sees no macros with casts, no shared mutable globals and no variadic functions; each is wrapped here, and nothing is
// retyped.

static inline int tandem_is_utf8(void) {
  setlocale(LC_ALL, "");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// Opens the terminal on `output` and standard input; NULL when its type is unknown.
static inline SCREEN *tandem_open(const char *type, FILE *output) { return newterm(type, output, stdin); }

static inline void tandem_set_modes(void) {
  cbreak();
  noecho();
  nonl();
  // Output is never held back for input that waits: there is one frame at a time.
  typeahead(-1);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  idlok(stdscr, FALSE);
  intrflush(stdscr, FALSE);
  // ^S, ^Q, ^V and ^O are keys like others, and must never stop the screen; curses keeps it for after a pause.
  struct termios modes;
  if (tcgetattr(0, &modes) == 0) {
    modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
    modes.c_lflag &= ~(tcflag_t)IEXTEN;
    tcsetattr(0, TCSANOW, &modes);
    def_prog_mode();
  }
}

static inline int tandem_colors(void) { return COLORS; }
static inline int tandem_start_colors(void) {
  if (!has_colors() || start_color() == ERR) return 0;
  use_default_colors();
  return 1;
}

enum { tandem_bold = 1, tandem_dim = 2, tandem_italic = 4, tandem_underline = 8, tandem_reverse = 16 };

static inline attr_t tandem_attributes(unsigned bits) {
  attr_t attributes = A_NORMAL;
  if (bits & tandem_bold) attributes |= A_BOLD;
  if (bits & tandem_dim) attributes |= A_DIM;
  if (bits & tandem_italic) attributes |= A_ITALIC;
  if (bits & tandem_underline) attributes |= A_UNDERLINE;
  if (bits & tandem_reverse) attributes |= A_REVERSE;
  return attributes;
}

// Puts one character with up to four combining marks (0 for none).
static inline void tandem_put(
    int y, int x, unsigned base, unsigned first, unsigned second, unsigned third, unsigned fourth, unsigned attributes,
    int pair) {
  wchar_t text[CCHARW_MAX + 1] = {(wchar_t)base, (wchar_t)first, (wchar_t)second, (wchar_t)third, (wchar_t)fourth};
  cchar_t cell;
  setcchar(&cell, text, tandem_attributes(attributes), 0, &pair);
  mvwadd_wch(stdscr, y, x, &cell);
}

static inline void tandem_move(int y, int x) { wmove(stdscr, y, x); }
static inline void tandem_refresh(void) { wrefresh(stdscr); }
// Forgets what is on the screen: the next refresh draws all of it.
static inline void tandem_redraw(void) { clearok(curscr, TRUE); }
static inline void tandem_resize(int rows, int columns) { resizeterm(rows, columns); }

// A capability's text without its padding, or NULL.
static inline const char *tandem_capability(const char *name) {
  char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}
