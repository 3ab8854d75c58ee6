package io.plumbline.standalone.evalimport;

import io.plumbline.standalone.apply.ApplyCommand;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `import promptfoo FILE` and `import openai-evals DIR`: translates the evaluations of other tools into
/// prompts, datasets and suites, and applies them as `apply` does. Everything that cannot be translated is
/// listed.
public final class EvaluationImportCommand {

    private static final String PROMPTFOO = "promptfoo";
    private static final String OPENAI_EVALS = "openai-evals";

    private final Home home;
    private final Map<String, String> environment;
    private final Narrator narrator;

    public EvaluationImportCommand(Home home, Map<String, String> environment, Narrator narrator) {
        this.home = home;
        this.environment = environment;
        this.narrator = narrator;
    }

    /// Whether it is the source of such an import.
    public static boolean reads(String source) {
        return Set.of(PROMPTFOO, OPENAI_EVALS).contains(source);
    }

    /// The words of the command.
    ///
    /// @param to the folder that keeps the documents instead of applying them; null to apply them
    private record Options(
            String source,
            Path from,
            @Nullable String team,
            @Nullable String name,
            @Nullable Path to,
            boolean dryRun) {

        static Options of(List<String> words) {
            if (words.size() < 2) {
                throw new CannotContinue("import needs a file or folder.");
            }
            String team = null;
            String name = null;
            Path to = null;
            boolean dryRun = false;
            for (int i = 2; i < words.size(); i++) {
                String word = words.get(i);
                if (word.equals("--dry-run")) {
                    dryRun = true;
                    continue;
                }
                if (i + 1 >= words.size()) {
                    throw new CannotContinue("import does not support " + word + ", or it needs a value.");
                }
                String value = words.get(++i);
                switch (word) {
                    case "--team" -> team = value;
                    case "--name" -> name = value;
                    case "--to" -> to = Path.of(value);
                    default -> throw new CannotContinue("import does not support " + word + ".");
                }
            }
            return new Options(words.getFirst(), Path.of(words.get(1)), team, name, to, dryRun);
        }

        String nameOrFile() {
            String given = name == null
                    ? String.valueOf(from.toAbsolutePath().getFileName()).replaceFirst("\\.[A-Za-z]+$", "")
                    : name;
            return given.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        }
    }

    /// @return whether everything was translated
    /// @throws CannotContinue if nothing could be read or applied
    public boolean run(List<String> words) {
        Options options = Options.of(words);
        EvaluationDraft draft = new EvaluationDraft(options.team());
        if (options.source().equals(PROMPTFOO)) {
            new PromptfooImport(options.from(), options.nameOrFile(), draft).run();
        } else {
            new OpenAiEvalsImport(options.from(), draft).run();
        }
        draft.untranslated().forEach(narrator::say);
        if (draft.isEmpty()) {
            throw new CannotContinue("There is nothing in " + options.from() + " that can be translated.");
        }
        if (options.to() == null) {
            apply(draft, options.dryRun());
        } else {
            draft.write(options.to());
            narrator.say("Written to " + options.to() + ". Apply it with ./plumbline apply -f " + options.to());
        }
        return draft.untranslated().isEmpty();
    }

    private void apply(EvaluationDraft draft, boolean dryRun) {
        try {
            Path folder = Files.createTempDirectory("plumbline-import");
            try {
                draft.write(folder);
                new ApplyCommand(home, environment, narrator).run(folder, dryRun);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new CannotContinue("Cannot write the translated files: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
