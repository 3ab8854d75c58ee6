package io.plumbline.standalone;

import io.plumbline.standalone.apply.ApplyCommand;
import io.plumbline.standalone.audit.AuditOptions;
import io.plumbline.standalone.audit.AuditVerifyCommand;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.DemoCommand;
import io.plumbline.standalone.evalimport.EvaluationImportCommand;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.migration.ImportCommand;
import io.plumbline.standalone.migration.ImportOptions;
import io.plumbline.standalone.stack.DownCommand;
import io.plumbline.standalone.stack.Mode;
import io.plumbline.standalone.stack.StatusCommand;
import io.plumbline.standalone.stack.UpCommand;
import io.plumbline.standalone.stack.WardenCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The commands behind the script `plumbline`, which validates their words and flags first. Exit codes: 0
/// success, 1 failure (with a sentence that gives the reason), 2 usage error.
public final class Standalone {

    private Standalone() {}

    /// A command.
    public interface Command {

        /// @return the exit code
        /// @throws CannotContinue with a sentence that gives the reason
        int run(Home home, Map<String, String> environment, Narrator narrator);
    }

    public static void main(String[] arguments) {
        exit((home, environment, narrator) -> run(List.of(arguments), home, environment, narrator));
    }

    /// Runs a command and ends this process.
    public static void exit(Command command) {
        Map<String, String> environment = System.getenv();
        int exitCode;
        try {
            exitCode = command.run(Home.from(environment), environment, Narrator.ofThisProcess(environment));
        } catch (CannotContinue e) {
            System.err.println(e.getMessage());
            exitCode = 1;
        } catch (RuntimeException e) {
            // A defect, so with its stack trace; and the end of this process, whatever threads it has.
            e.printStackTrace();
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    private static int run(List<String> arguments, Home home, Map<String, String> environment, Narrator narrator) {
        String verb = arguments.isEmpty() ? "" : arguments.getFirst();
        switch (verb) {
            case "up" -> up(arguments, new UpCommand(home, environment, narrator));
            case "down" -> new DownCommand(home, narrator).run(arguments.contains("--purge"));
            case "warden" -> new WardenCommand(home, narrator).run();
            case "demo" -> new DemoCommand(home, environment, narrator).run();
            case "status" -> {
                return new StatusCommand(home, environment, narrator).run() ? 0 : 1;
            }
            case "apply" -> {
                List<String> words = arguments.subList(1, arguments.size());
                new ApplyCommand(home, environment, narrator)
                        .run(Path.of(words.getFirst()), words.contains("--dry-run"));
            }
            case "import" -> {
                List<String> words = arguments.subList(1, arguments.size());
                if (!words.isEmpty() && EvaluationImportCommand.reads(words.getFirst())) {
                    return new EvaluationImportCommand(home, environment, narrator).run(words) ? 0 : 1;
                }
                ImportOptions options = ImportOptions.of(words);
                return new ImportCommand(home, environment, narrator).run(options) ? 0 : 1;
            }
            case "audit-verify" -> {
                return new AuditVerifyCommand(home, narrator)
                                .run(AuditOptions.of(arguments.subList(1, arguments.size())))
                        ? 0
                        : 1;
            }
            default -> {
                System.err.println("Not a command of Plumbline: " + verb);
                return 2;
            }
        }
        return 0;
    }

    private static void up(List<String> arguments, UpCommand up) {
        Mode mode = arguments.contains("--processes") ? Mode.PROCESSES : Mode.ONE_JVM;
        if (arguments.contains("--take-over")) {
            up.takingOver();
        } else if (arguments.contains("--detach")) {
            up.detached(mode);
        } else {
            up.inForeground(mode);
        }
    }
}
