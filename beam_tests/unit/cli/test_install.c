// SPDX-License-Identifier: Apache-2.0
// Finding OTP, and the folder of links: in folders made for the test.
#include "beam_tests/unit/cli/cli_test.h"

#include "vm/cli/front.h"

#include <sys/stat.h>

static char base[] = "/tmp/joist_unit_XXXXXX";

static void make_folders(const char *path)
{
    char full[PATH_MAX];
    snprintf(full, sizeof(full), "%s/%s", base, path);
    for (char *at = full + strlen(base) + 1; (at = strchr(at, '/')); *at++ = '/') {
        *at = '\0';
        mkdir(full, 0700);
    }
    mkdir(full, 0700);
}

static void make_file(const char *path, const char *text, mode_t mode)
{
    char full[PATH_MAX];
    snprintf(full, sizeof(full), "%s/%s", base, path);
    FILE *file = fopen(full, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    chmod(full, mode);
}

static int make_tree(void **state)
{
    (void)state;
    if (!mkdtemp(base)) {
        return -1;
    }
    make_folders("otp/bin");
    make_folders("otp/releases/24");
    make_folders("otp/releases/25");
    make_folders("otp/erts-9.5/bin");
    make_folders("otp/erts-13.1/bin");
    make_folders("path");
    make_folders("cache");
    make_file("otp/bin/erl", "#!/bin/sh\n", 0755);
    return 0;
}

static int remove_tree(void **state)
{
    (void)state;
    char command[PATH_MAX];
    snprintf(command, sizeof(command), "/bin/rm -rf '%s'", base);
    return system(command);
}

static void assert_place(const char *path, const char *expected_under_base)
{
    char expected[2 * PATH_MAX], real_base[PATH_MAX];
    assert_non_null(realpath(base, real_base));
    snprintf(expected, sizeof(expected), "%s/%s", real_base, expected_under_base);
    assert_string_equal(path, expected);
}

static void versions_come_from_folders_or_from_the_file(void **state)
{
    (void)state;
    char root[PATH_MAX];
    Install install;
    snprintf(root, sizeof(root), "%s/otp", base);
    assert_true(install_from_root(&install, root, NULL));
    assert_string_equal(install.erts_version, "13.1");
    assert_string_equal(install.release, "25");
    assert_place(install.bindir, "otp/erts-13.1/bin");
    make_file("otp/releases/start_erl.data", "9.5 24\n", 0644);
    assert_true(install_from_root(&install, root, NULL));
    assert_string_equal(install.erts_version, "9.5");
    assert_string_equal(install.release, "24");
    assert_false(install_from_root(&install, base, NULL));
    assert_false(install_from_root(&install, "/no/such/folder", NULL));
}

static void erl_on_path_is_found_but_never_ourselves(void **state)
{
    (void)state;
    char link[PATH_MAX], path[2 * PATH_MAX], self[PATH_MAX], found[PATH_MAX];
    Install install;
    const char *message;
    unsetenv("JOIST_OTP_ROOT");
    snprintf(link, sizeof(link), "%s/path/erl", base);
    assert_non_null(realpath("/proc/self/exe", self));
    unlink(link);
    assert_int_equal(symlink(self, link), 0);
    snprintf(path, sizeof(path), "%s/path:%s/otp/bin", base, base);
    setenv("PATH", path, 1);
    assert_true(install_find(&install, &message));
    assert_place(install.root, "otp");
    assert_string_equal(install.executable, self);
    assert_true(install_find_program(&install, "erl", found));
    assert_non_null(strstr(found, "otp/bin/erl"));
    setenv("JOIST_OTP_ROOT", "/no/such/folder", 1);
    assert_false(install_find(&install, &message));
    assert_non_null(strstr(message, "JOIST_OTP_ROOT"));
    unsetenv("JOIST_OTP_ROOT");
}

static void links_come_first_on_path_and_only_once(void **state)
{
    (void)state;
    char cache[PATH_MAX], message[PATH_MAX + 300], target[PATH_MAX];
    Install install = TEST_INSTALL;
    snprintf(cache, sizeof(cache), "%s/cache", base);
    setenv("XDG_CACHE_HOME", cache, 1);
    setenv("PATH", "/a:/otp/erts-9/bin:/b", 1);
    assert_true(front_prepare(&install, message));
    assert_true(front_prepare(&install, message));
    const char *path = getenv("PATH");
    const char *end = strchr(path, ':');
    assert_int_equal(strncmp(path, cache, strlen(cache)), 0);
    assert_string_equal(end, ":/otp/erts-9/bin:/a:/b");
    ssize_t length = readlink(getenv("ESCRIPT_EMULATOR"), target, sizeof(target));
    assert_int_equal(length, strlen("/bin/joist"));
    assert_memory_equal(target, "/bin/joist", (size_t)length);
    assert_string_equal(getenv("ROOTDIR"), "/otp");
}

static void strangers_folders_are_not_used(void **state)
{
    (void)state;
    char message[PATH_MAX + 300], folder[PATH_MAX];
    Install install = TEST_INSTALL;
    snprintf(folder, sizeof(folder), "%.*s",
             (int)(strrchr(getenv("ERLC_EMULATOR"), '/') - getenv("ERLC_EMULATOR")),
             getenv("ERLC_EMULATOR"));
    chmod(folder, 0777);
    setenv("PATH", "/a", 1);
    assert_false(front_prepare(&install, message));
    assert_string_equal(getenv("PATH"), "/a");
    assert_non_null(strstr(message, "XDG_CACHE_HOME"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_come_from_folders_or_from_the_file),
        cmocka_unit_test(erl_on_path_is_found_but_never_ourselves),
        cmocka_unit_test(links_come_first_on_path_and_only_once),
        cmocka_unit_test(strangers_folders_are_not_used),
    };
    char path[PATH_MAX];
    snprintf(path, sizeof(path), "%s", getenv("PATH") ? getenv("PATH") : "");
    setenv("PATH", path, 1);
    return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
