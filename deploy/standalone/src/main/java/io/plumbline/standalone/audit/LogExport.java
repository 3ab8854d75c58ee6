package io.plumbline.standalone.audit;

import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.published.PublishedLog;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Exports the log to a folder as tiles of entries, up to the newest signed checkpoint, for an auditor.
final class LogExport {

    private final PublishedLog log;

    LogExport(DatabaseAddress database) {
        this.log = new PublishedLog(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    /// @throws CannotContinue when events are missing or the folder cannot be written
    void write(Path folder, Narrator narrator) {
        SignedNote note = log.newestCheckpoint()
                .orElseThrow(() -> new CannotContinue("Nothing is signed yet. Try again in a moment."));
        long size = Checkpoint.parse(note.text()).size();
        try {
            for (long first = 0; first < size; first += TiledLog.WIDTH) {
                int width = (int) Math.min(TiledLog.WIDTH, size - first);
                List<byte[]> entries = log.entries(first, width);
                if (entries.size() != width) {
                    throw new CannotContinue("Events from %d on are missing: the log is not intact.".formatted(first));
                }
                Path tile = folder.resolve("tile/entries").resolve(TiledLog.address(first / TiledLog.WIDTH, width));
                Files.createDirectories(tile.getParent());
                Files.write(tile, TiledLog.bundle(entries));
            }
            // Last, so that a folder with a checkpoint is whole.
            Files.createDirectories(folder);
            Files.write(folder.resolve("checkpoint"), note.format().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CannotContinue("The log cannot be written to " + folder + ": " + e.getMessage() + ".", e);
        }
        narrator.good(String.format(Locale.ROOT, "Wrote %,d events to %s.", size, folder));
    }
}
