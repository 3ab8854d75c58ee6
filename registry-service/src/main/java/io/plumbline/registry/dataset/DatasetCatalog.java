package io.plumbline.registry.dataset;

import io.plumbline.audit.UuidV7;
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
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.asset.DuplicateNameException;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.dataset.file.DatasetProblem;
import io.plumbline.registry.dataset.file.FileScanner.FileSummary;
import io.plumbline.registry.dataset.file.UploadRedaction;
import io.plumbline.registry.dataset.standing.DatasetStandings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages datasets and lists their versions. The database limits them to the caller's teams.
@Service
public class DatasetCatalog {

    private static final long NO_REVISION = -1;

    private final DatasetRepository datasets;
    private final DatasetVersionRepository versions;
    private final RecordStore records;
    private final Tables tables;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    DatasetCatalog(
            DatasetRepository datasets,
            DatasetVersionRepository versions,
            Tables tables,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.datasets = datasets;
        this.versions = versions;
        this.records = tables.records();
        this.tables = tables;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// The records of versions, and the versions that the policy blocks.
    @Component
    record Tables(RecordStore records, DatasetStandings standings) {

        private List<String> blocked(UUID version) {
            return standings.blocked(List.of(version)).getOrDefault(version, List.of());
        }
    }

    /// The result of a PUT.
    record Put(Dataset dataset, boolean created) {}

    /// Creates the dataset or replaces its editable part.
    ///
    /// @throws ProblemException 404 if the name belongs to a team that the caller cannot see; 409 if the
    ///     dataset belongs to another team of the caller; 412 for a stale `ifMatch`
    Put put(String name, DatasetRequest request, @Nullable String ifMatch) {
        try {
            return transactions.execute(_ -> datasets.findByName(name)
                    .map(dataset -> replace(dataset, request, ifMatch))
                    .orElseGet(() -> {
                        EntityTags.check(ifMatch, NO_REVISION);
                        return new Put(create(name, request), true);
                    }));
        } catch (DuplicateNameException e) {
            // Another caller was faster, if it is visible now; otherwise it is another team's.
            return transactions.execute(_ -> replace(get(name), request, ifMatch));
        }
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as `put`
    DocumentDiff diff(String name, DatasetRequest request) {
        try {
            return transactions.execute(transaction -> {
                transaction.setRollbackOnly();
                return datasets.findByName(name)
                        .map(dataset -> {
                            checkTeam(dataset, request.team());
                            return DocumentDiff.of(
                                    Math.toIntExact(dataset.revision() + 1),
                                    EntityTags.of(dataset.revision()),
                                    declared(dataset.team(), dataset.description(), dataset.golden()),
                                    declared(dataset.team(), request.descriptionOrNone(), request.isGolden()));
                        })
                        .orElseGet(() -> DocumentDiff.of(
                                0,
                                null,
                                declared(
                                        create(name, request).team(),
                                        request.descriptionOrNone(),
                                        request.isGolden())));
            });
        } catch (DuplicateNameException e) {
            throw RequestProblem.CONFLICT.because("This name is taken in this installation. Choose another.");
        }
    }

    private static JsonNode declared(String team, String description, boolean golden) {
        return JsonMapper.shared().valueToTree(Map.of("team", team, "description", description, "golden", golden));
    }

    private Put replace(Dataset dataset, DatasetRequest request, @Nullable String ifMatch) {
        checkTeam(dataset, request.team());
        EntityTags.check(ifMatch, dataset.revision());
        if (dataset.revise(request.descriptionOrNone(), request.isGolden(), clock.instant())) {
            datasets.saveAndFlush(dataset);
            trail.append(entry(DatasetAction.CHANGED, dataset));
        }
        return new Put(dataset, false);
    }

    private static void checkTeam(Dataset dataset, @Nullable String team) {
        if (team != null && !team.equals(dataset.team())) {
            throw RequestProblem.CONFLICT.because("It belongs to another of your teams and cannot change its team.");
        }
    }

    private Dataset create(String name, DatasetRequest request) {
        String team = Callers.current().teamFor(Permission.DATASET_WRITE, request.team());
        Dataset dataset;
        try {
            dataset = datasets.saveAndFlush(new Dataset(
                    ids.next(), team, name, request.descriptionOrNone(), request.isGolden(), clock.instant()));
        } catch (DataIntegrityViolationException e) {
            throw DuplicateNameException.isCauseOf(e, "dataset_name") ? new DuplicateNameException() : e;
        }
        trail.append(entry(DatasetAction.REGISTERED, dataset));
        return dataset;
    }

    private static AuditEntry entry(DatasetAction action, Dataset dataset) {
        return AuditEntry.of(action, dataset.team(), "dataset", dataset.name()).with("golden", dataset.golden());
    }

    /// Returns the dataset, created if missing.
    ///
    /// @throws ProblemException 409 if the name is taken
    @Transactional
    Dataset findOrCreate(String name, @Nullable String team) {
        Optional<Dataset> present = datasets.findByName(name);
        present.ifPresent(dataset -> checkTeam(dataset, team));
        try {
            return present.orElseGet(() -> create(name, DatasetRequest.ofTeam(team)));
        } catch (DuplicateNameException e) {
            throw RequestProblem.CONFLICT.because("This name is taken in this installation. Choose another.");
        }
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    Dataset get(String name) {
        return datasets.findByName(name)
                .orElseThrow(
                        () -> RequestProblem.NOT_FOUND.because("No dataset " + name + " exists that you can access."));
    }

    /// Whether the caller can see a dataset of this name and it is golden.
    @Transactional(readOnly = true)
    boolean isGolden(String name) {
        return datasets.findByName(name).map(Dataset::golden).orElse(false);
    }

    @Transactional(readOnly = true)
    DatasetResponse describe(Dataset dataset) {
        return DatasetResponse.from(dataset, versions.newest(dataset.id()));
    }

    /// Returns a page ordered by name.
    @Transactional(readOnly = true)
    Page<DatasetResponse> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<Dataset> rows = datasets.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        Page<Dataset> page = Page.of(rows, paging, dataset -> Cursor.of(dataset.name()));
        Map<UUID, Integer> newest = versions
                .newest(page.items().stream().map(Dataset::id).toList())
                .stream()
                .collect(Collectors.toMap(
                        DatasetVersionRepository.Newest::datasetId, DatasetVersionRepository.Newest::newest));
        return page.map(dataset -> DatasetResponse.from(dataset, newest.getOrDefault(dataset.id(), 0)));
    }

    /// Registers the next version, whose records are already stored. The caller appends the event.
    ///
    /// @param base the version that it extends; null for none
    /// @throws ProblemException 409 if the base is no longer the newest version
    @Transactional(propagation = Propagation.MANDATORY)
    DatasetVersion register(
            UUID id,
            Dataset dataset,
            FileSummary census,
            @Nullable UploadRedaction redaction,
            @Nullable DatasetVersion base) {
        datasets.lock(dataset.id());
        int number = versions.newest(dataset.id()) + 1;
        if (base != null && base.number() != number - 1) {
            throw RequestProblem.CONFLICT.because("Version " + (number - 1) + " was uploaded meanwhile. Send the"
                    + " records again to add them to it.");
        }
        return versions.saveAndFlush(
                new DatasetVersion(id, dataset, number, census, redaction, Author.current(), clock.instant()));
    }

    /// Whether the version exists.
    @Transactional(readOnly = true)
    public boolean has(VersionReference reference) {
        return datasets.findByName(reference.name())
                .flatMap(dataset -> versions.findByDatasetIdAndNumber(dataset.id(), reference.version()))
                .isPresent();
    }

    /// Returns a summary of a version, if the caller can see it.
    @Transactional(readOnly = true)
    public Optional<DatasetSummary> summary(VersionReference reference) {
        return datasets.findByName(reference.name())
                .flatMap(dataset -> versions.findByDatasetIdAndNumber(dataset.id(), reference.version())
                        .map(version -> DatasetSummary.of(dataset, version)));
    }

    /// A version to read records of.
    public record AuditedVersion(UUID id, String team, long records) {}

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public AuditedVersion audited(VersionReference reference) {
        DatasetVersion version = version(reference.name(), reference.version());
        return new AuditedVersion(version.getId(), version.team(), version.records());
    }

    /// The newest version of a dataset.
    public record NewestVersion(UUID id, int number, long records) {}

    /// Returns the newest version, if the caller can see the dataset and it has one.
    @Transactional(readOnly = true)
    public Optional<NewestVersion> newestVersion(String name) {
        return newest(name).map(version -> new NewestVersion(version.getId(), version.number(), version.records()));
    }

    /// Returns the opaque id of the user, key or service that uploaded a version.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public String uploader(VersionReference version) {
        return version(version.name(), version.version()).createdBy().id();
    }

    /// Returns the number of different records that a version has and an earlier one does not.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public long newRecords(VersionReference version, int than) {
        return records.newRecords(
                version(version.name(), version.version()).getId(),
                version(version.name(), than).getId());
    }

    /// Checks that the policy on audits does not block a version.
    ///
    /// @throws ProblemException 404; 409 if it does
    @Transactional(readOnly = true)
    public void requireUsable(VersionReference reference) {
        List<String> reasons =
                tables.blocked(version(reference.name(), reference.version()).getId());
        if (!reasons.isEmpty()) {
            throw DatasetProblem.DATASET_BLOCKED.because("The version " + reference.version() + " of the dataset "
                    + reference.name() + " cannot be used. " + String.join(" ", reasons));
        }
    }

    /// Gives the first records of a version to a sink, in order. Requires a transaction.
    ///
    /// @param most the most records to give
    @Transactional(propagation = Propagation.MANDATORY)
    public void first(UUID versionId, int most, Consumer<JsonNode> sink) {
        records.first(versionId, most, sink);
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    DatasetVersion version(String name, int number) {
        return versions.findByDatasetIdAndNumber(get(name).id(), number)
                .orElseThrow(
                        () -> RequestProblem.NOT_FOUND.because("No version " + number + " of this dataset exists."));
    }

    /// Returns the newest version; empty if there is no such dataset or it has none.
    @Transactional(readOnly = true)
    Optional<DatasetVersion> newest(String name) {
        return datasets.findByName(name)
                .flatMap(dataset -> versions.findByDatasetIdAndNumber(dataset.id(), versions.newest(dataset.id())));
    }

    /// Returns a version as the API describes it.
    @Transactional(readOnly = true)
    DatasetVersionResponse described(String name, DatasetVersion version) {
        return DatasetVersionResponse.from(name, version, tables.blocked(version.getId()));
    }

    /// Newest first.
    @Transactional(readOnly = true)
    Page<DatasetVersionResponse> described(String name, Paging paging) {
        Page<DatasetVersion> page = versions(name, paging);
        Map<UUID, List<String>> blocked = tables.standings()
                .blocked(page.items().stream().map(DatasetVersion::getId).toList());
        return page.map(version ->
                DatasetVersionResponse.from(name, version, blocked.getOrDefault(version.getId(), List.of())));
    }

    private Page<DatasetVersion> versions(String name, Paging paging) {
        int before = paging.after(1).map(cursor -> cursor.integer(0)).orElse(Integer.MAX_VALUE);
        List<DatasetVersion> rows = versions.findByDatasetIdAndNumberLessThanOrderByNumberDesc(
                get(name).id(), before, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, version -> Cursor.of(version.number()));
    }

    /// Returns the records of a version in file order; fewer than requested if they are large.
    @Transactional(readOnly = true)
    Page<JsonNode> records(String name, int number, @Nullable String containing, Paging paging) {
        return records.page(version(name, number).getId(), containing, paging);
    }
}
