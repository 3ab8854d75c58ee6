package io.plumbline.gateway.retrieval;

import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.clients.registry.Passage;
import io.plumbline.clients.registry.PassageQuery;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.route.definition.RetrievalTerms;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.sibling.Siblings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// The knowledge bases of the registry. A search names the caller and the team of the route. The registry applies
/// the readers of the knowledge base to that caller and finds nothing in other teams, whatever the gateway's own
/// rights are. Time and number of concurrent searches are limited, so that an unavailable registry delays only calls
/// of routes with a knowledge base, and never for long. Thread-safe.
@Component
public final class KnowledgeBases {

    private static final int LONGEST_QUERY = 4_000;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final KnowledgeClient registry;
    private final Semaphore slots;
    private final Duration timeout;

    KnowledgeBases(Siblings siblings, RetrievalProperties properties) {
        this.registry = siblings.client("registry", KnowledgeClient.class, properties.timeout());
        this.slots = new Semaphore(properties.concurrency());
        this.timeout = properties.timeout();
    }

    /// Returns the passages that answer a query best, among those that the caller may read.
    ///
    /// @param team of the route
    /// @param query whose last 4,000 characters count
    /// @throws ProblemException `retrieval-unavailable`
    public List<Passage> find(RetrievalTerms terms, String team, Caller caller, String query) {
        PassageQuery request = new PassageQuery(
                team,
                new PassageQuery.Reader(caller.type().name(), caller.id(), grants(caller)),
                end(query),
                terms.limitOrUsual(),
                terms.tagsOrAny());
        return limited(() -> {
            try {
                return registry.passages(terms.knowledgeBase(), request);
            } catch (HttpClientErrorException.NotFound e) {
                throw unavailable("The knowledge base of this route does not exist in the route's team.");
            } catch (RestClientException | ProblemException e) {
                throw unavailable("registry-service did not search in time. Try again in a moment.");
            }
        });
    }

    /// Whether the registry reports that the team has no such knowledge base; false if it does not answer.
    public boolean isMissing(String name, String team) {
        try {
            return !registry.knowledgeBase(name).team().equals(team);
        } catch (HttpClientErrorException.NotFound e) {
            return true;
        } catch (RestClientException | ProblemException e) {
            return false;
        }
    }

    private <T> T limited(Supplier<T> search) {
        try {
            if (!slots.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable("Too many searches are in progress. Try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("The search was interrupted.");
        }
        try {
            return search.get();
        } finally {
            slots.release();
        }
    }

    private static Map<String, Set<String>> grants(Caller caller) {
        return caller.grants().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        grant -> grant.getValue().stream().map(Role::code).collect(Collectors.toSet())));
    }

    private static String end(String query) {
        int from = Math.max(0, query.length() - LONGEST_QUERY);
        boolean splits = from > 0 && Character.isLowSurrogate(query.charAt(from));
        return query.substring(splits ? from + 1 : from);
    }

    private static ProblemException unavailable(String why) {
        return CallProblem.RETRIEVAL_UNAVAILABLE.because(why).with("retry-after", RETRY_AFTER_SECONDS);
    }
}
