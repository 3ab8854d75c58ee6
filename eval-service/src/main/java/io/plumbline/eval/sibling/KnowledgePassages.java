package io.plumbline.eval.sibling;

import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.clients.registry.Passage;
import io.plumbline.clients.registry.PassageQuery;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Searches knowledge bases in the registry as this service: it finds what is open to everyone or to services.
/// Thread-safe.
public final class KnowledgePassages {

    private static final int LONGEST_QUERY = 4_000;

    private final KnowledgeClient registry;

    public KnowledgePassages(KnowledgeClient registry) {
        this.registry = registry;
    }

    /// Whether a team has a knowledge base.
    public boolean exists(String team, String name) {
        try {
            return registry.knowledgeBase(name).team().equals(team);
        } catch (HttpClientErrorException.NotFound e) {
            return false;
        }
    }

    /// Returns the passages that answer a question best; empty if the search failed. A team without such a knowledge
    /// base has no passages.
    ///
    /// @param tags one of which each passage has; empty for all
    public Optional<List<Passage>> find(String team, String name, List<String> tags, int limit, String question) {
        String query = question.substring(Math.max(0, question.length() - LONGEST_QUERY));
        if (query.isBlank()) {
            return Optional.of(List.of());
        }
        PassageQuery.Reader reader =
                new PassageQuery.Reader("SERVICE", "eval-service", Map.of(team, Set.of("service")));
        try {
            return Optional.of(registry.passages(name, new PassageQuery(team, reader, query, limit, tags)));
        } catch (RestClientException | ProblemException e) {
            return Optional.empty();
        }
    }
}
