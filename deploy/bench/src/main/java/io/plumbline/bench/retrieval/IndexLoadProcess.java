package io.plumbline.bench.retrieval;

import io.plumbline.bench.figure.Rounds;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.process.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs [IndexLoad] in a process of its own, which ends with this one.
public final class IndexLoadProcess {

    private IndexLoadProcess() {}

    /// @param folder for the index on Lucene
    /// @param postgres JDBC URL of a database for an index on pgvector instead
    public static void run(Path folder, int chunks, Optional<String> postgres, Rounds rounds, Progress progress) {
        String group = "%,d chunks, %d dimensions, %s"
                .formatted(chunks, SyntheticChunks.DIMENSIONS, postgres.isPresent() ? "pgvector" : "Lucene");
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), Integer.toString(chunks)));
        postgres.ifPresent(arguments::add);
        ProcessBuilder builder = new ProcessBuilder(
                        Jvm.ofThisBuild().command("retrieval", IndexLoad.class.getName(), arguments))
                .redirectError(folder.resolveSibling("retrieval.log").toFile());
        try {
            Process process = builder.start();
            Thread end = Thread.ofPlatform().unstarted(process::destroy);
            Runtime.getRuntime().addShutdownHook(end);
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] parts = line.split("\t", -1);
                    if (parts[0].equals(IndexLoad.FIGURE)) {
                        rounds.add(group, parts[1], parts[2], Double.parseDouble(parts[3]));
                    } else {
                        progress.at("retrieval: " + parts[1]);
                    }
                }
            }
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            if (exit != 0) {
                throw new CannotContinue("The index could not be measured. Its log is %s."
                        .formatted(folder.resolveSibling("retrieval.log")));
            }
        } catch (IOException e) {
            throw new CannotContinue("The index could not be measured: %s.".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("The measurement was interrupted.", e);
        }
    }
}
