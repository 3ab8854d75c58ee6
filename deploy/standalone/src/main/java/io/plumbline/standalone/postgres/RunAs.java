package io.plumbline.standalone.postgres;

import com.sun.security.auth.module.UnixSystem;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The user that runs Postgres, which refuses to run as root. If we are root, root is hidden from it:
///
/// 1. in a user namespace in which root is unmapped (`unshare -U`); files remain root's;
/// 2. where the kernel or a container forbids that, as a user without rights (`setpriv`), which owns the data and
///    may traverse folders that only root may enter (CAP_DAC_OVERRIDE, and nothing else).
///
/// @param prefix precedes a program of Postgres on the command line
/// @param uid    the owner of the files of Postgres
record RunAs(List<String> prefix, int uid) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    private static final List<String> UNSHARE = List.of("unshare", "-U");
    /// `no_setuid_fixup`, because access(2) otherwise ignores the capabilities of all users but root.
    private static final List<String> SETPRIV = List.of(
            "setpriv",
            "--securebits=+no_setuid_fixup",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=-all,+dac_override",
            "--ambient-caps=+dac_override");

    static RunAs detect() {
        int uid = Math.toIntExact(new UnixSystem().getUid());
        if (uid != ROOT) {
            return new RunAs(List.of(), uid);
        }
        if (succeeds(UNSHARE)) {
            return new RunAs(UNSHARE, ROOT);
        }
        if (succeeds(SETPRIV)) {
            return new RunAs(SETPRIV, NOBODY);
        }
        throw new CannotContinue(
                "Postgres does not run as root, and neither unshare nor setpriv can switch the user here."
                        + " Run Plumbline as another user, or set PLUMBLINE_DATABASE_URL to a Postgres of your own.");
    }

    /// For a test, and for a machine that is known to forbid user namespaces.
    static RunAs nobody() {
        return new RunAs(SETPRIV, NOBODY);
    }

    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /// Changes the owner of the files to the user if necessary.
    void own(Path folder) throws IOException {
        if (owns(folder)) {
            return;
        }
        for (Path path : FileTree.childrenFirst(folder)) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private boolean owns(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid") instanceof Integer owner && owner == uid;
    }

    private static boolean succeeds(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
