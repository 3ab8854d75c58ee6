package io.plumbline.registry.dataset.file;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a whole file before anything is stored: validates every record, and counts, digests and scans the
/// records. Keeps no record and at most 12 bytes per record. Not thread-safe.
public final class FileScanner implements RecordReader.Sink {

    static final int MAX_RECORDS = 1_000_000;

    /// What a gate runs at most, and compares at most.
    private static final int MAX_GOLDEN_RECORDS = 100_000;

    private static final int MAX_GOLDEN_REFERENCES = 64;
    private static final int MAX_REPORTED = 20;

    private final MessageDigest digest = sha256();
    private final SeenIds ids = new SeenIds(sha256());
    private final PersonalDataCount personalData;
    private final RecordFile file;
    private final @Nullable RedactedCopy copy;
    private final boolean golden;
    private final ProblemException problem = DatasetProblem.INVALID_DATASET.because(
            "Nothing was stored. At most " + MAX_REPORTED + " faults are listed.");
    private long characters;
    private int records;
    private int badLines;
    private int lastBadLine;

    /// Statistics of a completely read file.
    ///
    /// @param records number of records
    /// @param digest `sha256:` and 64 hexadecimal digits, over the canonical records, each followed by a line feed
    /// @param personalData entity type → number of findings
    /// @param secrets kind of credential → number of findings
    public record FileSummary(int records, String digest, Map<String, Long> personalData, Map<String, Long> secrets) {}

    /// @param file where the records are from, for the places of errors
    /// @param copy receives the records to store; null if they are stored unchanged
    /// @param golden whether gates must be able to run the records
    public FileScanner(GuardEngine guard, RecordFile file, @Nullable RedactedCopy copy, boolean golden) {
        this.file = file;
        this.personalData = new PersonalDataCount(guard);
        this.copy = copy;
        this.golden = golden;
    }

    @Override
    public void record(int line, Map<String, @Nullable Object> members) {
        if (++records > MAX_RECORDS) {
            throw DatasetProblem.INVALID_DATASET.because("A version may hold " + MAX_RECORDS + " records at most.");
        }
        RecordRules.check(
                members, (pointer, message) -> fault(line, file.mapping().origin(pointer), message));
        checkForGates(line, members);
        Object id = members.get("id");
        if (id != null) {
            int before = ids.before(id.toString(), line);
            if (before > 0) {
                fault(
                        line,
                        file.mapping().origin("/id"),
                        "duplicates that of " + file.format().unit() + " " + before);
            }
        }
        String canonical;
        try {
            canonical = CanonicalJson.text(members);
        } catch (IllegalArgumentException e) {
            fault(line, "", "contains a NUL character, an unpaired surrogate or a whole number beyond 2^53");
            return;
        }
        characters += canonical.length();
        if (characters > BoundedStream.MAX_SIZE) {
            throw DatasetProblem.INVALID_DATASET.because("The records hold more than "
                    + BoundedStream.MAX_SIZE / 1_000_000 + " million characters. Split the file.");
        }
        if (canonical.length() > RecordReader.MAX_RECORD) {
            fault(line, "", "is longer than " + RecordReader.MAX_RECORD + " characters");
        }
        if (badLines == 0) {
            String stored = copy == null ? canonical : copy.keep(members);
            digest.update(stored.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            personalData.add(members);
        }
    }

    private void checkForGates(int line, Map<String, @Nullable Object> members) {
        if (golden && records > MAX_GOLDEN_RECORDS) {
            throw DatasetProblem.INVALID_DATASET.because("A version of a golden dataset may hold " + MAX_GOLDEN_RECORDS
                    + " records at most: a gate runs no more.");
        }
        if (golden && members.get("references") instanceof List<?> list && list.size() > MAX_GOLDEN_REFERENCES) {
            fault(
                    line,
                    file.mapping().origin("/references"),
                    "has more than " + MAX_GOLDEN_REFERENCES + " references: a gate compares no more");
        }
    }

    @Override
    public void fault(int line, String pointer, String message) {
        if (line != lastBadLine) {
            lastBadLine = line;
            badLines++;
        }
        if (problem.errors().size() < MAX_REPORTED) {
            problem.at(file.place(line, pointer), message);
        }
    }

    /// Returns the statistics.
    ///
    /// @throws ProblemException 400 `invalid-dataset` with the first invalid lines, or if there are no records
    public FileSummary result() {
        if (badLines > 0) {
            throw problem.with("badLines", badLines);
        }
        if (records == 0) {
            throw DatasetProblem.INVALID_DATASET.because("The file has no records.");
        }
        return new FileSummary(
                records,
                "sha256:" + HexFormat.of().formatHex(digest.digest()),
                personalData.counts(),
                personalData.secrets());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
