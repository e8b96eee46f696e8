// SPDX-License-Identifier: Apache-2.0
// processors.c -- how many processors there are, and how many of them we may use.
//
// Four numbers, as system_info(logical_processors...) tells them apart: configured (the machine has
// them), online (switched on), available (our affinity mask), quota (what the control group grants:
// time per period, rounded down, at least 1). As many schedulers are made as are configured; online
// are at first as many as quota and mask allow.
//
// The control group is looked for where version 2 and version 1 mount it, first in the group's own
// folder (seen from outside a container), then at the top (seen from inside).
#define _GNU_SOURCE
#include "vm/cli/processors.h"

#include <sched.h>
#include <stdio.h>
#include <unistd.h>

// Reads a file of at most a line; false when it is not there or empty.
static bool read_line(const char *path, char *line, size_t size)
{
    FILE *file = fopen(path, "re");
    bool read = file && fgets(line, (int)size, file);
    if (file) {
        fclose(file);
    }
    return read;
}

static uint32_t divide_quota(long long quota_us, long long period_us)
{
    if (quota_us <= 0 || period_us <= 0) {
        return 0;
    }
    return quota_us < period_us ? 1 : (uint32_t)(quota_us / period_us);
}

// "max 100000" (no quota) or "150000 100000".
static uint32_t read_quota_v2(const char *folder)
{
    char path[600], line[100];
    long long quota, period;
    snprintf(path, sizeof(path), "/sys/fs/cgroup%s/cpu.max", folder);
    bool found =
        read_line(path, line, sizeof(line)) && sscanf(line, "%lld %lld", &quota, &period) == 2;
    return found ? divide_quota(quota, period) : 0;
}

static uint32_t read_quota_v1(const char *folder)
{
    char path[600], line[100], line2[100];
    long long quota, period;
    snprintf(path, sizeof(path), "/sys/fs/cgroup/cpu%s/cpu.cfs_quota_us", folder);
    bool found = read_line(path, line, sizeof(line)) && sscanf(line, "%lld", &quota) == 1;
    snprintf(path, sizeof(path), "/sys/fs/cgroup/cpu%s/cpu.cfs_period_us", folder);
    found = found && read_line(path, line2, sizeof(line2)) && sscanf(line2, "%lld", &period) == 1;
    return found ? divide_quota(quota, period) : 0;
}

// Lines of /proc/self/cgroup: "0::/a/b" (version 2), "4:cpu,cpuacct:/a/b" (version 1).
static uint32_t read_quota(void)
{
    FILE *file = fopen("/proc/self/cgroup", "re");
    char line[512], group[512];
    uint32_t quota = 0;
    while (file && !quota && fgets(line, sizeof(line), file)) {
        line[strcspn(line, "\n")] = '\0';
        if (sscanf(line, "0::%511s", group) == 1) {
            quota = read_quota_v2(group);
        } else if (strstr(line, "cpu,") || strstr(line, ":cpu:")) {
            const char *path = strrchr(line, ':');
            quota = path ? read_quota_v1(path + 1) : 0;
        }
    }
    if (file) {
        fclose(file);
    }
    quota = quota ? quota : read_quota_v2("");
    return quota ? quota : read_quota_v1("");
}

void processors_count(EmulatorArgs *args)
{
    long configured = sysconf(_SC_NPROCESSORS_CONF);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    args->processors_configured = configured > 0 ? (uint32_t)configured : 0;
    args->processors_online = online > 0 ? (uint32_t)online : 0;
    cpu_set_t mask;
    bool known = sched_getaffinity(0, sizeof(mask), &mask) == 0;
    args->processors_available = known ? (uint32_t)CPU_COUNT(&mask) : 0;
    args->processors_quota = read_quota();
}
