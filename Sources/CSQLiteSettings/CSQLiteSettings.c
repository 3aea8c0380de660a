#include "CSQLiteSettings.h"

#include <sqlite3.h>

void tandem_sqlite_count_no_memory(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
