package io.plumbline.console.dataset;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// Datasets, their versions and records.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/datasets")
public interface DatasetClient {

    @GetExchange
    Page<Dataset> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Dataset get(@PathVariable String name);

    @PutExchange("/{name}")
    Dataset put(@PathVariable String name, @RequestBody DatasetBody body);

    @GetExchange("/{name}/versions")
    Page<DatasetVersion> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}/versions/{version}")
    DatasetVersion version(@PathVariable String name, @PathVariable int version);

    @GetExchange("/{name}/versions/{version}/records")
    Page<JsonNode> records(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// @param redact null to store the records unchanged
    /// @param format null for that of the file's name or content
    /// @param mapping null if the file has the members of records
    @PostExchange(url = "/{name}/versions", contentType = MediaType.MULTIPART_FORM_DATA_VALUE)
    DatasetVersion upload(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String redact,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String mapping,
            @RequestBody MultiValueMap<String, Object> parts);

    /// Newest first.
    @GetExchange("/{name}/versions/{version}/audits")
    Page<Audit> audits(@PathVariable String name, @PathVariable int version, @RequestParam int limit);

    @PostExchange("/{name}/versions/{version}/audits")
    Audit audit(@PathVariable String name, @PathVariable int version);

    @PostExchange("/{name}/records")
    DatasetVersion add(@PathVariable String name, @RequestBody AddedRecords records);

    /// A dataset.
    ///
    /// @param golden whether people wrote and checked its references
    record Dataset(
            String name,
            String team,
            String description,
            boolean golden,
            int newestVersion,
            Instant createdAt,
            Instant updatedAt) {}

    /// The body that creates or replaces a dataset.
    record DatasetBody(String team, String description, boolean golden) {}

    /// A version.
    ///
    /// @param personalData entity type → number of findings
    /// @param secrets kind of credential → number of findings
    /// @param redaction replacement of findings; null if the records are unchanged
    /// @param blocked why the policy on audits blocks the version; empty if it may be used
    record DatasetVersion(
            String name,
            int version,
            String team,
            long records,
            String digest,
            Map<String, Long> personalData,
            Map<String, Long> secrets,
            @Nullable String redaction,
            List<String> blocked,
            Instant createdAt,
            Author createdBy) {

        /// Returns the number of findings of personal data and credentials.
        public long findings() {
            return personalData.values().stream().mapToLong(Long::longValue).sum() + credentials();
        }

        /// Returns the number of credentials found.
        public long credentials() {
            return secrets.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// An audit of a version.
    record Audit(UUID id, Report report, Instant createdAt, Author createdBy) {}

    /// What an audit found. Records are named by their position.
    ///
    /// @param audited number of records that were read
    /// @param byMeaning null for audits of earlier builds
    record Report(
            long records,
            int audited,
            Finding duplicates,
            Finding nearDuplicates,
            Finding contradictions,
            List<Phrase> phrases,
            List<Contamination> contamination,
            @Nullable Meaning byMeaning) {}

    /// Records with one kind of flaw.
    record Finding(int count, List<Pair> examples) {}

    /// A record, and the one that it is compared with.
    record Pair(int record, int other) {}

    /// A phrase that predicts a reference.
    record Phrase(String phrase, String reference, int records, double share, double shareElsewhere) {}

    /// Records that an evaluation set has as well.
    record Contamination(String dataset, int count, List<Pair> examples) {}

    /// What the text encoder found.
    ///
    /// @param embedded number of records that were compared
    record Meaning(int embedded, Finding labelFlips, Finding outliers) {}

    /// The author of a version.
    record Author(String type, String id) {}

    /// Records to add.
    record AddedRecords(List<Map<String, Object>> records) {}
}
