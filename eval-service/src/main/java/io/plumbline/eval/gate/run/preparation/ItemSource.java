package io.plumbline.eval.gate.run.preparation;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.run.evidence.RunDependencies;
import io.plumbline.eval.gate.run.system.JsonFingerprint;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.eval.gate.verdict.EarlyVerdict;
import io.plumbline.eval.sibling.SiblingServices;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads the items of a gate: the records of its dataset, read once from the registry and stored, so that a
/// resumed run uses the same ones.
public final class ItemSource {

    private static final int PAGE = 500;
    private static final int MAX_ITEMS = 100_000;

    private final SiblingServices siblings;
    private final RegistryClient registry;
    private final GateStore gates;
    private final AnswerStore answers;
    private final RunDependencies dependencies;

    public ItemSource(
            SiblingServices siblings,
            RegistryClient registry,
            GateStore gates,
            AnswerStore answers,
            RunDependencies dependencies) {
        this.siblings = siblings;
        this.registry = registry;
        this.gates = gates;
        this.answers = answers;
        this.dependencies = dependencies;
    }

    /// Reads the items unless already read, and draws their calling order.
    ///
    /// @return number of items
    /// @throws UnrunnableGateException if the dataset does not exist, belongs to another team, is blocked or too
    ///     large, has no record of a requested slice with a question of its own, or none with a field of the
    ///     messages
    public int read(Gate gate, List<SystemUnderTest> systems) {
        String[] reference = gate.document().dataset().split("@", 2);
        int version = Integer.parseInt(reference[1]);
        DatasetVersion dataset = siblings.dataset(gate.team(), gate.document().dataset())
                .orElseThrow(() -> new UnrunnableGateException(
                        "The dataset " + gate.document().dataset() + " does not exist."));
        if (dataset.records() > MAX_ITEMS) {
            throw new UnrunnableGateException("A gate runs at most " + MAX_ITEMS + " records.");
        }
        if (gate.total() == 0) {
            if (!dataset.blocked().isEmpty()) {
                throw new UnrunnableGateException("The supply-chain policy blocks the dataset "
                        + gate.document().dataset() + ". " + String.join(" ", dataset.blocked()));
            }
            Copied copied = copy(
                    gate,
                    reference[0],
                    version,
                    VisibleInput.of(gate, systems),
                    IncompleteItems.of(gate, systems, answers));
            int total = copied.items() * gate.document().repeatsOrOne() * systems.size();
            if (gate.document().stopsEarly()) {
                draw(gate);
            }
            dependencies.record(gate, systems, dataset.digest(), copied.digest());
            gates.setDataset(gate.id(), dataset.digest(), total, copied.duplicates());
        } else if (!answers.haveTurns(gate.id())) {
            draw(gate);
        }
        return answers.count(gate.id());
    }

    private void draw(Gate gate) {
        answers.setTurns(gate.id(), EarlyVerdict.order(gate, answers.places(gate.id())));
    }

    private record Copied(int items, int duplicates, String digest) {}

    /// Keeps the first of the records with the same question in the requested slices: the intervals of the checks
    /// assume independent items, and a question repeated sixty times is one item. Remembers earlier records by
    /// digest.
    private Copied copy(Gate gate, String name, int version, VisibleInput shown, IncompleteItems unaskable) {
        Set<JsonFingerprint> asked = new HashSet<>();
        MessageDigest digest = JsonFingerprint.sha256();
        String cursor = null;
        Set<String> slices = gate.document().onlySlicesOrAll();
        Set<String> missing = new TreeSet<>(slices);
        Set<String> repeating = new TreeSet<>();
        int place = 0;
        int duplicates = 0;
        do {
            RegistryClient.RecordPage page = registry.records(name, version, PAGE, cursor);
            int turn = asked.size();
            List<GateItem> items = new ArrayList<>();
            for (Map<String, Object> fields : page.items()) {
                GateItem item = GateItem.of(place++, fields);
                if (!slices.isEmpty() && (item.slice() == null || !slices.contains(item.slice()))) {
                    continue;
                }
                String slice = item.slice();
                if (asked.add(JsonFingerprint.of(shown.of(item)))) {
                    items.add(item);
                    digest.update(JsonFingerprint.digest(fields));
                    if (slice != null) {
                        missing.remove(slice);
                    }
                } else {
                    duplicates++;
                    if (slice != null && missing.contains(slice)) {
                        repeating.add(slice);
                    }
                }
            }
            answers.put(gate, items, turn);
            unaskable.put(items);
            cursor = page.nextCursor();
        } while (cursor != null && place <= MAX_ITEMS);
        repeating.retainAll(missing);
        if (!repeating.isEmpty()) {
            throw new UnrunnableGateException("All records of the slices " + repeating + " repeat other questions.");
        }
        if (!missing.isEmpty()) {
            throw new UnrunnableGateException("The dataset has no record of the slices " + missing + ".");
        }
        unaskable.check();
        return new Copied(asked.size(), duplicates, "sha256:" + HexFormat.of().formatHex(digest.digest()));
    }
}
