package io.plumbline.eval.metric.scorer;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoreMemory;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.metric.UnscoredPairsException;
import io.plumbline.eval.metric.scorer.ItemScorer.Item;
import io.plumbline.eval.metric.scorer.ItemScorer.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A metric computed by a registered scorer. Items are sent in batches of at most a million characters. An item
/// without a score is an error of that item, and never gets another value. The scores of the 32,768 most recent
/// pairs are cached. Thread-safe.
public final class RegisteredScorer implements MeanMetric {

    public static final String NAME = "scorer";

    /// The start of the digest in signatures.
    public static final String REGISTRATION = "|registration:";

    private static final int MOST_CHARACTERS = 1_000_000;

    private final Identity identity;
    private final ItemScorer scorer;
    private final ScoreMemory memory = new ScoreMemory();

    /// The identity of a scorer's version, which determines its scores.
    ///
    /// @param reference `name@version`
    /// @param digest of the registration
    /// @param stated the version that the scorer itself last stated, and how often it changed; empty if none
    /// @param costUsdPerItem declared price of one item in US dollars
    /// @param sendsOut whether it is over HTTP
    public record Identity(String reference, String digest, String stated, double costUsdPerItem, boolean sendsOut) {}

    public RegisteredScorer(Identity identity, ItemScorer scorer) {
        this.identity = identity;
        this.scorer = scorer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needsReferences() {
        return false;
    }

    @Override
    public int mostPairs() {
        return scorer.mostItems();
    }

    @Override
    public boolean sendsOut() {
        return identity.sendsOut();
    }

    @Override
    public double costUsdPerPair() {
        return identity.costUsdPerItem();
    }

    @Override
    public double score(TextPair pair) {
        return statistics(List.of(pair))[0][0];
    }

    /// @throws UnscoredPairsException if some pairs have no score; the scores of the others are cached
    /// @throws MetricUnavailableException if the scorer cannot score any item now
    @Override
    public double[][] statistics(List<TextPair> pairs) {
        double[] scores = new double[pairs.size()];
        SortedMap<Integer, String> unscored = new TreeMap<>();
        List<Integer> batch = new ArrayList<>();
        int characters = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = memory.of(pairs.get(i));
            if (Double.isNaN(scores[i])) {
                int size = size(pairs.get(i));
                if (batch.size() == scorer.mostItems() || (!batch.isEmpty() && characters + size > MOST_CHARACTERS)) {
                    send(pairs, batch, scores, unscored);
                    batch.clear();
                    characters = 0;
                }
                batch.add(i);
                characters += size;
            }
        }
        if (!batch.isEmpty()) {
            send(pairs, batch, scores, unscored);
        }
        if (!unscored.isEmpty()) {
            throw new UnscoredPairsException(unscored);
        }
        double[][] rows = new double[scores.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {scores[i], 1};
        }
        return rows;
    }

    private static int size(TextPair pair) {
        return pair.hypothesis().length()
                + pair.references().stream().mapToInt(String::length).sum();
    }

    private void send(List<TextPair> pairs, List<Integer> batch, double[] scores, SortedMap<Integer, String> unscored) {
        List<Item> items = batch.stream()
                .map(pairs::get)
                .map(pair -> new Item(pair.hypothesis(), pair.references()))
                .toList();
        List<Outcome> outcomes = scorer.score(items);
        if (outcomes.size() != items.size()) {
            throw new MetricUnavailableException(
                    identity.reference() + " cannot be computed: its scorer returned no outcome for each item");
        }
        for (int i = 0; i < items.size(); i++) {
            Outcome outcome = outcomes.get(i);
            int pair = batch.get(i);
            String error = outcome.error();
            if (error == null) {
                scores[pair] = outcome.score();
                memory.keep(pairs.get(pair), outcome.score());
            } else {
                unscored.put(pair, error);
            }
        }
    }

    /// Contains the digest of the registration and the version that the scorer itself stated: others give other
    /// scores.
    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|" + identity.reference() + REGISTRATION + identity.digest()
                + (identity.stated().isEmpty() ? "" : "|stated:" + identity.stated());
    }
}
