#pragma once

// Stops SQLite from counting the memory that it uses, which nobody here asks for: each allocation took a lock of the whole
// process for it. To be called before SQLite is used; later it changes nothing. (sqlite3_config takes any number of arguments,
// which Swift can't call.)
void tandem_sqlite_count_no_memory(void);
