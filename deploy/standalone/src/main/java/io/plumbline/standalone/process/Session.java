package io.plumbline.standalone.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts processes in their own sessions. Otherwise Ctrl-C in the terminal would reach every process of the
/// stack at once, and the database would end before the services that still write to it; and detached processes
/// would die with the terminal. The started process keeps the pid: `setsid` replaces itself with its command.
final class Session {

    private static final List<String> PREFIX = prefix();

    private Session() {}

    static List<String> inOwnSession(List<String> command) {
        List<String> all = new ArrayList<>(PREFIX);
        all.addAll(command);
        return all;
    }

    private static List<String> prefix() {
        if (isOnPath("setsid")) {
            return List.of("setsid");
        }
        // macOS has no setsid, but it has Perl.
        if (isOnPath("perl")) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!");
        }
        return List.of();
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
