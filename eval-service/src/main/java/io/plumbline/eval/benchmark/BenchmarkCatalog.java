package io.plumbline.eval.benchmark;

import io.plumbline.eval.benchmark.format.BenchmarkFile;
import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.format.BenchmarkReader;
import io.plumbline.eval.benchmark.format.MalformedBenchmarkException;
import io.plumbline.eval.benchmark.ledger.Benchmark;
import io.plumbline.eval.benchmark.ledger.Benchmark.BenchmarkVersion;
import io.plumbline.eval.benchmark.ledger.Benchmark.UploadedFile;
import io.plumbline.eval.benchmark.ledger.BenchmarkAction;
import io.plumbline.eval.benchmark.ledger.BenchmarkDocument;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Benchmarks and the versions of their data.
@Component
class BenchmarkCatalog {

    private static final String RESOURCE = "benchmark";

    private final BenchmarkStore benchmarks;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    BenchmarkCatalog(
            BenchmarkStore benchmarks,
            AuditTrail trail,
            TransactionTemplate transactions,
            JsonMapper json,
            Clock clock) {
        this.benchmarks = benchmarks;
        this.trail = trail;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /// A stored benchmark, and whether it is new.
    record Stored(Benchmark benchmark, boolean created) {}

    /// A stored version, and whether it is new.
    record Uploaded(BenchmarkVersion version, boolean created) {}

    /// Files that can be uploaded.
    ///
    /// @param newestVersion number of the newest version; 0 without one
    /// @param items number of items, without examples
    /// @param unchanged whether the newest version has the same items
    record CheckedFiles(int newestVersion, int items, int examples, boolean unchanged) {}

    /// Creates or replaces a benchmark.
    ///
    /// @throws ProblemException 400 if it would change its team or format; 404 if the name belongs to another team;
    ///     412 if it has changed
    @Transactional
    public Stored store(String name, BenchmarkDocument document, @Nullable String ifMatch) {
        String team = Callers.current().teamFor(Permission.SUITE_WRITE, document.team());
        BenchmarkDocument given = document.ofTeam(team);
        Benchmark before = benchmarks.hold(name).orElse(null);
        if (before == null) {
            if (!benchmarks.insert(name, team, given)) {
                throw notFound();
            }
            return new Stored(noted(name, BenchmarkAction.CREATED), true);
        }
        EntityTags.check(ifMatch, before.revision());
        checkChange(before, given);
        if (before.document().equals(given)) {
            return new Stored(before, false);
        }
        benchmarks.change(name, given);
        return new Stored(noted(name, BenchmarkAction.CHANGED), false);
    }

    private Benchmark noted(String name, BenchmarkAction action) {
        Benchmark stored = benchmarks.find(name).orElseThrow();
        trail.append(AuditEntry.of(action, stored.team(), RESOURCE, name)
                .version(stored.revision())
                .with("format", stored.document().format().name()));
        return stored;
    }

    private static void checkChange(Benchmark before, BenchmarkDocument given) {
        if (!before.team().equals(given.team())) {
            throw BenchmarkProblem.BENCHMARK_INVALID
                    .because("A benchmark cannot change its team. Create another benchmark.")
                    .at("/team", "must be " + before.team());
        }
        if (before.document().format() != given.format()) {
            throw BenchmarkProblem.BENCHMARK_INVALID
                    .because("A benchmark cannot change its format. Create another benchmark.")
                    .at("/format", "must be " + before.document().format());
        }
    }

    /// Previews [#store], in a transaction that is rolled back.
    ///
    /// @throws ProblemException as [#store]
    @Transactional
    public DocumentDiff diff(String name, BenchmarkDocument document) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        String team = Callers.current().teamFor(Permission.SUITE_WRITE, document.team());
        BenchmarkDocument given = document.ofTeam(team);
        Benchmark before = benchmarks.find(name).orElse(null);
        if (before == null) {
            if (!benchmarks.insert(name, team, given)) {
                throw notFound();
            }
            return DocumentDiff.of(0, null, tree(given));
        }
        checkChange(before, given);
        return DocumentDiff.of(
                before.revision(), EntityTags.of(before.revision()), tree(before.document()), tree(given));
    }

    private JsonNode tree(BenchmarkDocument document) {
        return json.readTree(json.writeValueAsString(document));
    }

    @Transactional(readOnly = true)
    public Benchmark get(String name) {
        return benchmarks.find(name).orElseThrow(BenchmarkCatalog::notFound);
    }

    @Transactional(readOnly = true)
    public Page<Benchmark> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse(null);
        return Page.of(benchmarks.list(after, paging.size() + 1), paging, benchmark -> Cursor.of(benchmark.name()));
    }

    @Transactional(readOnly = true)
    public BenchmarkVersion version(String name, int version) {
        get(name);
        return benchmarks
                .version(name, version)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("The benchmark has no such version."));
    }

    @Transactional(readOnly = true)
    public Page<BenchmarkVersion> versions(String name, Paging paging) {
        get(name);
        Integer before = paging.after(1).map(cursor -> cursor.integer(0)).orElse(null);
        return Page.of(
                benchmarks.versions(name, before, paging.size() + 1), paging, version -> Cursor.of(version.version()));
    }

    /// Returns a benchmark whose data the caller may change.
    ///
    /// @throws ProblemException 404 if the caller cannot see it
    Benchmark requireWritable(String name) {
        Benchmark benchmark = Objects.requireNonNull(transactions.execute(_ -> get(name)));
        String _ = Callers.current().teamFor(Permission.SUITE_WRITE, benchmark.team());
        return benchmark;
    }

    /// Stores files as the next version. The items of the newest version again make no new one.
    ///
    /// @throws ProblemException 400 with file and line of the first error
    Uploaded upload(String name, List<BenchmarkFile> files) {
        Benchmark benchmark = requireWritable(name);
        List<BenchmarkItem> items = read(benchmark.document().format(), files);
        String digest = digest(items);
        return Objects.requireNonNull(transactions.execute(_ -> store(name, files, items, digest)));
    }

    /// Returns the benchmark of that name if it exists.
    ///
    /// @throws ProblemException 404 if the name belongs to a team whose data the caller cannot see
    Optional<Benchmark> writable(String name, BenchmarkKind format) {
        Benchmark benchmark = Objects.requireNonNull(transactions.execute(_ -> benchmarks.find(name)))
                .orElse(null);
        if (benchmark != null) {
            String _ = Callers.current().teamFor(Permission.SUITE_WRITE, benchmark.team());
            return Optional.of(benchmark);
        }
        String team = Callers.current().teamsWith(Permission.SUITE_WRITE).stream()
                .findFirst()
                .orElseThrow();
        boolean free = Boolean.TRUE.equals(transactions.execute(status -> {
            status.setRollbackOnly();
            return benchmarks.insert(name, team, new BenchmarkDocument(team, format, null));
        }));
        if (!free) {
            throw notFound();
        }
        return Optional.empty();
    }

    /// Checks files without storing them.
    ///
    /// @param benchmark null if it does not exist yet
    /// @throws ProblemException 400 with file and line of the first error
    CheckedFiles check(@Nullable Benchmark benchmark, BenchmarkKind format, List<BenchmarkFile> files) {
        List<BenchmarkItem> items = read(format, files);
        String digest = digest(items);
        int newest = benchmark == null ? 0 : benchmark.newest();
        boolean unchanged = benchmark != null
                && newest > 0
                && version(benchmark.name(), newest).digest().equals(digest);
        int examples = (int) items.stream().filter(BenchmarkItem::example).count();
        return new CheckedFiles(newest, items.size() - examples, examples, unchanged);
    }

    private static List<BenchmarkItem> read(BenchmarkKind format, List<BenchmarkFile> files) {
        try {
            return BenchmarkReader.read(format, files);
        } catch (MalformedBenchmarkException e) {
            throw malformed(e);
        }
    }

    static ProblemException malformed(MalformedBenchmarkException e) {
        return BenchmarkProblem.BENCHMARK_MALFORMED
                .because("Line " + e.line() + " of " + e.file() + " " + e.reason() + ".")
                .at("/file", e.file() + ", line " + e.line() + ": " + e.reason());
    }

    private Uploaded store(String name, List<BenchmarkFile> files, List<BenchmarkItem> items, String digest) {
        Benchmark benchmark = benchmarks.hold(name).orElseThrow(BenchmarkCatalog::notFound);
        BenchmarkVersion newest = benchmarks.version(name, benchmark.newest()).orElse(null);
        if (newest != null && newest.digest().equals(digest)) {
            return new Uploaded(newest, false);
        }
        int examples = (int) items.stream().filter(BenchmarkItem::example).count();
        BenchmarkVersion version = new BenchmarkVersion(
                name,
                benchmark.team(),
                benchmark.newest() + 1,
                digest,
                benchmark.document().format(),
                items.size() - examples,
                examples,
                files.stream()
                        .map(file -> new UploadedFile(
                                file.name(), digest(file.text()), file.text().length()))
                        .toList(),
                Callers.current().id(),
                clock.instant());
        benchmarks.insert(version, items);
        trail.append(AuditEntry.of(BenchmarkAction.UPLOADED, benchmark.team(), RESOURCE, name)
                .version(version.version())
                .with("format", version.format().name())
                .with("digest", digest)
                .with("items", version.items()));
        return new Uploaded(version, true);
    }

    /// The order of members must not depend on the process: equal items have one digest.
    private String digest(List<BenchmarkItem> items) {
        return digest(json.writer()
                .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(items));
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No benchmark with this name exists that you can access.");
    }
}
