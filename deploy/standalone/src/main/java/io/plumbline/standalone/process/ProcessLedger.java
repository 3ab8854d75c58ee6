package io.plumbline.standalone.process;

import io.plumbline.standalone.layout.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The records of all processes of a stack, one file each. An unreadable record counts as absent: its process
/// must not be signalled.
public final class ProcessLedger {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    public ProcessLedger(Path folder) {
        this.folder = folder;
    }

    public ProcessRecord record(String name, ProcessHandle process, String fingerprint) {
        ProcessRecord record = ProcessRecord.of(name, process, fingerprint);
        try {
            OwnerOnlyFile.write(file(name), JSON.writeValueAsString(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return record;
    }

    public Optional<ProcessRecord> find(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ProcessRecord.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /// The process of that name, if it lives.
    public Optional<ProcessHandle> findLiving(String name) {
        return find(name).flatMap(ProcessRecord::find);
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
