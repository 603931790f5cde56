// SPDX-License-Identifier: GPL-2.0-only
/* The formats of a report. */
#include "report/report.h"

#include <string.h>

static const struct writer writers[] = {
	{"text", report_text},	   {"json", report_json},
	{"html", report_html},	   {"sarif", report_sarif},
	{"gitlab", report_gitlab}, {"github", report_github},
	{"robot", report_robot},   {"code-scanning", report_code_scanning},
};

#define NWRITERS (sizeof(writers) / sizeof(writers[0]))

const struct writer *report_writer(const char *name, size_t n)
{
	for (size_t i = 0; i < NWRITERS; i++)
		if (strlen(writers[i].name) == n &&
		    !strncmp(writers[i].name, name, n))
			return &writers[i];
	return NULL;
}

const char *report_formats(void)
{
	static char names[128];

	names[0] = 0;
	for (size_t i = 0; i < NWRITERS; i++) {
		if (i)
			strcat(names, ", ");
		strcat(names, writers[i].name);
	}
	return names;
}
