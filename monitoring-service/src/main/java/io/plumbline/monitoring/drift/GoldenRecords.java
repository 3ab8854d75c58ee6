package io.plumbline.monitoring.drift;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.sibling.Siblings;
import io.plumbline.monitoring.feedback.CommentRedaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import tools.jackson.databind.json.JsonMapper;

/// Reads the inputs of a dataset version from the registry, page by page, redacted as calls are. Of a large
/// dataset, it takes evenly spaced records among the first 10,000.
@Component
class GoldenRecords {

    static final int LEAST_RECORDS = 50;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long MOST_READ = 10_000;
    private static final int PAGE = 50;

    private final RegistryClient registry;
    private final CommentRedaction redaction;

    GoldenRecords(Siblings siblings, CommentRedaction redaction) {
        this.registry = siblings.client("registry", RegistryClient.class);
        this.redaction = redaction;
    }

    /// How much of a dataset was read.
    ///
    /// @param total number of records to choose from
    /// @param read number of records that were read
    /// @param cursor of the next page; null for the first
    /// @param ended whether all were read
    record Position(long total, long read, @Nullable String cursor, boolean ended) {}

    /// The chosen records of a page, by their place in the dataset.
    ///
    /// @param withoutText number of chosen records without a readable text
    record Chosen(List<Input> inputs, int withoutText, Position next) {}

    /// The text of a record.
    record Input(long place, String text) {}

    /// Checks that a dataset can be a baseline.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 if it cannot; 503 without the registry
    void check(String team, String dataset) {
        DatasetVersion version = version(team, dataset).orElseThrow(() -> invalid("does not exist in this team"));
        if (!version.blocked().isEmpty()) {
            throw invalid("is blocked: " + version.blocked().getFirst());
        }
        if (version.records() < LEAST_RECORDS) {
            throw invalid("needs at least " + LEAST_RECORDS + " records");
        }
    }

    private static ProblemException invalid(String reason) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at("/dataset", reason);
    }

    /// The registry returns datasets of all teams to this service, so the team is compared here.
    private Optional<DatasetVersion> version(String team, String dataset) {
        try {
            return Optional.of(registry.datasetVersion(name(dataset), number(dataset)))
                    .filter(version -> version.team().equals(team));
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        }
    }

    private static String name(String dataset) {
        return dataset.substring(0, dataset.lastIndexOf('@'));
    }

    private static int number(String dataset) {
        return Integer.parseInt(dataset.substring(dataset.lastIndexOf('@') + 1));
    }

    /// Returns the chosen records of the next page.
    ///
    /// @param from null for the first page
    /// @throws IllegalStateException if the team does not have the dataset
    Chosen next(String team, DriftPlan plan, @Nullable Position from) {
        String dataset = Objects.requireNonNull(plan.dataset());
        DatasetVersion version = version(team, dataset)
                .orElseThrow(() -> new IllegalStateException("the dataset does not exist in this team"));
        Position position = from == null ? new Position(Math.min(version.records(), MOST_READ), 0, null, false) : from;
        RegistryClient.RecordPage page = registry.records(name(dataset), number(dataset), PAGE, position.cursor());
        List<Input> inputs = new ArrayList<>();
        int withoutText = 0;
        long place = position.read();
        for (Map<String, Object> item : page.items()) {
            if (isChosen(place, plan.reference(), position.total())) {
                String text = redaction.apply(CallTexts.question(JSON.valueToTree(item)));
                if (text == null || text.isBlank()) {
                    withoutText++;
                } else {
                    inputs.add(new Input(place, text));
                }
            }
            place++;
        }
        boolean ended = page.nextCursor() == null || place >= position.total();
        return new Chosen(inputs, withoutText, new Position(position.total(), place, page.nextCursor(), ended));
    }

    private static boolean isChosen(long place, long wanted, long total) {
        return place < total && (wanted >= total || place * wanted / total != (place + 1) * wanted / total);
    }
}
