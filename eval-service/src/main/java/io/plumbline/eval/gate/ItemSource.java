package io.plumbline.eval.gate;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.RegistryClient;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;

/// The items of a gate: its dataset's records, read once from the registry and kept, so that a run that goes
/// on judges the same ones.
final class ItemSource {

    private static final int PAGE = 500;
    private static final int MAX_ITEMS = 100_000;

    private final RegistryClient registry;
    private final GateStore gates;
    private final AnswerStore answers;
    private final TransactionTemplate transactions;

    ItemSource(RegistryClient registry, GateStore gates, AnswerStore answers, TransactionTemplate transactions) {
        this.registry = registry;
        this.gates = gates;
        this.answers = answers;
        this.transactions = transactions;
    }

    /// @param systems how many systems are asked
    /// @throws UnrunnableGateException when the dataset is not there, is another team's, or is too large
    List<GateItem> read(Gate gate, int systems) {
        String[] reference = gate.document().dataset().split("@", 2);
        int version = Integer.parseInt(reference[1]);
        DatasetVersion dataset = dataset(gate, reference[0], version);
        if (dataset.records() > MAX_ITEMS) {
            throw new UnrunnableGateException("A gate runs at most " + MAX_ITEMS + " records.");
        }
        List<GateItem> stored = answers.items(gate.id());
        if (stored.size() < dataset.records()) {
            copy(gate, reference[0], version);
            stored = answers.items(gate.id());
        }
        gates.setDataset(
                gate.id(), dataset.digest(), stored.size() * gate.document().repeatsOrOne() * systems);
        return stored;
    }

    private DatasetVersion dataset(Gate gate, String name, int version) {
        DatasetVersion found;
        try {
            found = registry.datasetVersion(name, version);
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                throw absent(gate);
            }
            throw e;
        }
        if (!gate.team().equals(found.team())) {
            throw absent(gate);
        }
        return found;
    }

    private static UnrunnableGateException absent(Gate gate) {
        return new UnrunnableGateException("The dataset " + gate.document().dataset() + " is not there.");
    }

    private void copy(Gate gate, String name, int version) {
        String cursor = null;
        int place = 0;
        do {
            RegistryClient.RecordPage page = registry.records(name, version, PAGE, cursor);
            int first = place;
            transactions.executeWithoutResult(_ -> {
                int item = first;
                for (Map<String, Object> fields : page.items()) {
                    answers.put(gate, GateItem.of(item++, fields));
                }
            });
            place += page.items().size();
            cursor = page.nextCursor();
        } while (cursor != null && place <= MAX_ITEMS);
    }
}
