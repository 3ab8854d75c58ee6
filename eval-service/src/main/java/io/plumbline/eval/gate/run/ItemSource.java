package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.sibling.Neighbours;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/// The items of a gate: its dataset's records, read once from the registry and kept, so that a run that goes
/// on judges the same ones.
public final class ItemSource {

    private static final int PAGE = 500;
    private static final int MAX_ITEMS = 100_000;

    private final Neighbours neighbours;
    private final RegistryClient registry;
    private final GateStore gates;
    private final AnswerStore answers;
    private final TransactionTemplate transactions;

    public ItemSource(
            Neighbours neighbours,
            RegistryClient registry,
            GateStore gates,
            AnswerStore answers,
            TransactionTemplate transactions) {
        this.neighbours = neighbours;
        this.registry = registry;
        this.gates = gates;
        this.answers = answers;
        this.transactions = transactions;
    }

    /// @param systems how many systems are asked
    /// @throws UnrunnableGateException when the dataset is not there, is another team's, or is too large
    public List<GateItem> read(Gate gate, int systems) {
        String[] reference = gate.document().dataset().split("@", 2);
        int version = Integer.parseInt(reference[1]);
        DatasetVersion dataset = neighbours
                .dataset(gate.team(), gate.document().dataset())
                .orElseThrow(() -> new UnrunnableGateException(
                        "The dataset " + gate.document().dataset() + " is not there."));
        if (dataset.records() > MAX_ITEMS) {
            throw new UnrunnableGateException("A gate runs at most " + MAX_ITEMS + " records.");
        }
        if (gate.total() > 0) {
            return answers.items(gate.id());
        }
        int duplicates = copy(gate, reference[0], version);
        List<GateItem> stored = answers.items(gate.id());
        int total = stored.size() * gate.document().repeatsOrOne() * systems;
        gates.setDataset(gate.id(), dataset.digest(), total, duplicates);
        return stored;
    }

    /// Keeps the first of the records that ask the same: the intervals of the checks are those of independent
    /// items, and one question asked sixty times is one item.
    ///
    /// @return how many were left out
    private int copy(Gate gate, String name, int version) {
        Set<Object> asked = new HashSet<>();
        String cursor = null;
        int place = 0;
        int duplicates = 0;
        do {
            RegistryClient.RecordPage page = registry.records(name, version, PAGE, cursor);
            List<GateItem> items = new ArrayList<>();
            for (Map<String, Object> fields : page.items()) {
                GateItem item = GateItem.of(place++, fields);
                if (asked.add(item.asks())) {
                    items.add(item);
                } else {
                    duplicates++;
                }
            }
            transactions.executeWithoutResult(_ -> items.forEach(item -> answers.put(gate, item)));
            cursor = page.nextCursor();
        } while (cursor != null && place <= MAX_ITEMS);
        return duplicates;
    }
}
