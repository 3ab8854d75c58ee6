package io.plumbline.registry.knowledge.index;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.index.ChunkIndex;
import io.plumbline.knowledge.index.DocumentChange;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.pgvector.PgVectorIndex;
import io.plumbline.knowledge.index.pgvector.VectorGraph;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeSequence;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/// The search indexes in the database (pgvector), one for all replicas. Whichever replica searches first, or its
/// upkeep, brings an index up to date, in parts that any other replica continues. A deleted document leaves its index
/// in the transaction that deletes it. Thread-safe.
final class SharedIndexes implements CurrentIndexes {

    private static final Logger log = LoggerFactory.getLogger(SharedIndexes.class);
    private static final int CHUNKS_OF_PART = 1_000;
    private static final int MOST_CONFLICTS = 20;

    /// A search waits this long for an index that is being filled.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChunkSource source;
    private final KnowledgeSequence sequence;
    private final DataSource searches;
    private final VectorSchema schema;
    private final IndexProperties properties;
    private final IndexSettings settings;
    private final Map<UUID, Opened> opened = new ConcurrentHashMap<>();

    /// @param searches connections of the worker role
    SharedIndexes(
            ChunkSource source,
            KnowledgeSequence sequence,
            Embedder embedder,
            DataSource searches,
            VectorSchema schema,
            IndexProperties properties) {
        this.source = source;
        this.sequence = sequence;
        this.searches = searches;
        this.schema = schema;
        this.properties = properties;
        this.settings = CurrentIndexes.settings(embedder);
    }

    /// An index, and the number of a change up to which this replica knows it to be filled.
    private static final class Opened {

        private final PgVectorIndex index;
        private final VectorGraph graph;
        private final ReentrantLock filling = new ReentrantLock();
        private volatile long position;
        /// The position at which the size was last compared with what needs a graph.
        private volatile long measured = -1;

        private Opened(PgVectorIndex index, VectorGraph graph) {
            this.index = index;
            this.graph = graph;
        }
    }

    private Opened open(UUID base) {
        return new Opened(
                PgVectorIndex.open(searches, schema.extension(), base, settings),
                new VectorGraph(schema.owner(), schema.extension(), base, settings));
    }

    /// @throws ProblemException 503 when the index is not filled soon
    @Override
    public ChunkIndex current(KnowledgeBase base) {
        long newest = sequence.current(base.id());
        Opened index = opened.computeIfAbsent(base.id(), this::open);
        if (index.position < newest) {
            fill(base, index, newest, System.nanoTime() + PATIENCE.toNanos());
        }
        return index.index;
    }

    /// @param end in [System#nanoTime]
    private void fill(KnowledgeBase base, Opened index, long newest, long end) {
        boolean locked;
        try {
            locked = index.filling.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unfilled();
        }
        if (!locked) {
            throw unfilled();
        }
        try {
            int conflicts = 0;
            while (index.position < newest) {
                if (System.nanoTime() - end > 0) {
                    throw unfilled();
                }
                if (!fillPart(base, index) && ++conflicts > MOST_CONFLICTS) {
                    throw unfilled();
                }
            }
        } finally {
            index.filling.unlock();
        }
    }

    private static ProblemException unfilled() {
        return IndexProblem.KNOWLEDGE_INDEX_NOT_READY.because(
                "The index of this knowledge base is being filled. Its page and GET …/index show the progress.");
    }

    /// @return whether nobody else changed the index or a document meanwhile
    private boolean fillPart(KnowledgeBase base, Opened index) {
        String at = index.index.position();
        ChunkSource.Batch batch = source.batch(base, ChunkSource.Position.of(at), CHUNKS_OF_PART);
        try {
            if (batch.changes().stream().anyMatch(DocumentChange.Clear.class::isInstance)) {
                index.graph.drop(); // it is built faster than it is updated
            }
            if (!index.index.applyAfter(at, batch.changes(), batch.next().toString())) {
                return false;
            }
        } catch (PgVectorIndex.UnavailableException e) {
            if (e.isConflict()) {
                return false;
            }
            throw e;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The graph of an index cannot be dropped", e);
        }
        index.position = batch.next().sequence();
        return true;
    }

    @Override
    public void clean(Function<UUID, @Nullable KnowledgeBase> find) {
        Map<UUID, Long> newest = source.newest();
        opened.keySet().removeIf(id -> !newest.containsKey(id));
        Set<UUID> known = new HashSet<>();
        newest.forEach((id, number) -> {
            KnowledgeBase base = find.apply(id);
            if (base != null) {
                known.add(id);
                try {
                    bringUpToDate(base, number);
                } catch (RuntimeException | SQLException e) {
                    log.atWarn()
                            .addKeyValue("knowledgeBase", id)
                            .setCause(e)
                            .log("Cannot bring an index up to date now");
                }
            }
        });
        try {
            VectorGraph.dropOthers(schema.owner(), known);
        } catch (SQLException e) {
            log.atWarn().setCause(e).log("Cannot drop the graphs of deleted knowledge bases now");
        }
    }

    private void bringUpToDate(KnowledgeBase base, long newest) throws SQLException {
        if (newest == 0) {
            return;
        }
        Opened index = opened.computeIfAbsent(base.id(), this::open);
        for (int conflicts = 0; index.position < newest && conflicts <= MOST_CONFLICTS; ) {
            index.filling.lock();
            try {
                conflicts += fillPart(base, index) ? 0 : 1;
            } finally {
                index.filling.unlock();
            }
        }
        long at = index.position;
        if (index.measured < at && isSettled(base, index)) {
            index.measured = at;
        }
    }

    /// Builds the graph that an index needs. Returns whether there is nothing more to do.
    private boolean isSettled(KnowledgeBase base, Opened index) throws SQLException {
        if (index.graph.isReady() || index.index.chunks() < properties.graphFrom()) {
            return true;
        }
        boolean built = index.graph.build(properties.buildMegabytes());
        if (built) {
            log.atInfo().addKeyValue("knowledgeBase", base.id()).log("Built the graph of an index");
        }
        return built;
    }

    @Override
    public Status status(KnowledgeBase base) {
        try {
            Opened index = opened.computeIfAbsent(base.id(), this::open);
            long at = ChunkSource.Position.of(index.index.position()).sequence();
            return new Status(
                    IndexProperties.Kind.PGVECTOR,
                    index.index.chunks(),
                    Math.max(0, sequence.current(base.id()) - at),
                    graph(index));
        } catch (SQLException | PgVectorIndex.UnavailableException e) {
            throw new DataAccessResourceFailureException("The state of an index cannot be read", e);
        }
    }

    private static Graph graph(Opened index) throws SQLException {
        if (index.graph.isReady()) {
            return new Graph(Graph.State.READY, "", 0, 0);
        }
        return index.graph
                .progress()
                .map(progress -> new Graph(Graph.State.BUILDING, progress.phase(), progress.done(), progress.total()))
                .orElse(new Graph(Graph.State.NONE, "", 0, 0));
    }

    @Override
    public void close() {
        opened.values().forEach(each -> each.index.close());
        opened.clear();
    }
}
