package io.plumbline.eval.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command that runs a Python program under bubblewrap. The program is the only file that it sees besides the
/// system's libraries and its interpreter. It has a private `/tmp`, no `/proc`, no environment, no network and no
/// capabilities.
///
/// Two files reach it as open descriptors, because their paths do not exist in the sandbox: the program as 8, the
/// filter of system calls as 9. A service that runs as root gives up root first: the kernel does not count the
/// processes of root.
final class Bubblewrap {

    private static final int TMP_BYTES = 16 << 20;
    private static final int MOST_FILE_BYTES = 4 << 20;
    private static final int MOST_OPEN_FILES = 64;
    private static final int NOBODY = 65534;
    /// Belongs to nobody else.
    private static final int UNPRIVILEGED = 64990;

    /// The kernel's out-of-memory killer ends the sandbox first.
    private static final String SHELL = "filter=$1; shift; echo 1000 >/proc/self/oom_score_adj 2>/dev/null; "
            + "exec \"$@\" 8<\"$0\" 9<\"$filter\"";

    private final String bwrap;
    private final Path python;
    private final boolean root;

    private Bubblewrap(String bwrap, Path python, boolean root) {
        this.bwrap = bwrap;
        this.python = python;
        this.root = root;
    }

    /// Finds the programs that the sandbox needs.
    ///
    /// @throws IOException if one is missing, with a message for the operator
    static Bubblewrap find(SandboxProperties properties) throws IOException {
        Path bwrap = onPath(properties.bubblewrap())
                .orElseThrow(() ->
                        new IOException("bubblewrap is not installed. Install it (on Debian and Ubuntu: bubblewrap)."));
        Path python = Path.of(properties.python());
        if (!Files.isExecutable(python)) {
            throw new IOException("No Python exists at " + python + ". Install Python 3 (on Debian: python3).");
        }
        boolean root = isRoot();
        for (String tool : root ? List.of("prlimit", "setpriv") : List.of("prlimit")) {
            if (!Files.isExecutable(Path.of("/usr/bin", tool))) {
                throw new IOException("/usr/bin/" + tool + " does not exist. Install it (on Debian: util-linux).");
            }
        }
        return new Bubblewrap(bwrap.toString(), python.toRealPath(), root);
    }

    private static Optional<Path> onPath(String program) {
        if (program.startsWith("/")) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return List.of(path.split(File.pathSeparator, -1)).stream()
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRoot() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith("Uid:"))
                .anyMatch(line -> line.split("\t", -1)[2].equals("0"));
    }

    /// Returns the process to start. Its own environment is empty: the first process in the sandbox keeps it.
    ProcessBuilder process(Path program, Path filter, SandboxLimits limits) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, program.toString(), filter.toString()));
        if (root) {
            command.addAll(List.of(
                    "/usr/bin/setpriv",
                    "--reuid=" + UNPRIVILEGED,
                    "--regid=" + UNPRIVILEGED,
                    "--clear-groups",
                    "--no-new-privs"));
        }
        command.add(bwrap);
        command.addAll(List.of("--unshare-all", "--unshare-user", "--disable-userns"));
        command.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "sandbox"));
        command.addAll(List.of("--uid", "" + NOBODY, "--gid", "" + NOBODY, "--seccomp", "9"));
        command.addAll(List.of("--ro-bind", "/usr/lib", "/usr/lib", "--ro-bind-try", "/usr/lib64", "/usr/lib64"));
        command.addAll(List.of("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"));
        command.addAll(List.of("--ro-bind", python.toString(), "/usr/bin/python3"));
        command.addAll(List.of("--ro-bind", "/usr/bin/prlimit", "/usr/bin/prlimit"));
        command.addAll(List.of("--dev", "/dev", "--remount-ro", "/dev"));
        command.addAll(List.of("--size", "" + TMP_BYTES, "--tmpfs", "/tmp"));
        command.addAll(List.of("--ro-bind-data", "8", "/program/main.py", "--remount-ro", "/", "--chdir", "/tmp"));
        command.addAll(List.of("--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "HOME", "/tmp"));
        command.addAll(List.of("--setenv", "LANG", "C.UTF-8", "/usr/bin/prlimit"));
        command.addAll(List.of("--cpu=" + Math.max(1, limits.cpu().toSeconds()), "--as=" + limits.memoryBytes()));
        command.addAll(List.of("--nproc=" + limits.processes(), "--nofile=" + MOST_OPEN_FILES, "--core=0"));
        command.addAll(List.of("--fsize=" + MOST_FILE_BYTES, "--memlock=0", "--stack=" + (8 << 20)));
        command.addAll(List.of("/usr/bin/python3", "-I", "-B", "/program/main.py"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        return builder;
    }
}
