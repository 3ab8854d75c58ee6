package io.plumbline.eval.harm.run;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.harm.item.HarmItem;
import io.plumbline.eval.harm.item.HarmLibrary;
import io.plumbline.eval.harm.item.HarmPlan;
import io.plumbline.eval.harm.item.HarmRecords;
import io.plumbline.eval.harm.ledger.HarmAnswerStore;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.UnrunnableTrialException;
import java.util.ArrayList;
import java.util.List;

/// Chooses the prompts of a measurement once and stores them: a resumed one sends the same prompts, whatever the
/// library of a newer release says.
final class HarmPlanner {

    private static final int PAGE = 500;
    private static final int MOST_RECORDS = 60_000;

    private final HarmLibrary library;
    private final RegistryClient registry;
    private final SiblingServices siblings;
    private final HarmAnswerStore answers;

    HarmPlanner(HarmLibrary library, RegistryClient registry, SiblingServices siblings, HarmAnswerStore answers) {
        this.library = library;
        this.registry = registry;
        this.siblings = siblings;
        this.answers = answers;
    }

    private record Pool(List<HarmItem> items, int leftOut) {}

    /// Returns the prompts of a measurement by their numbers.
    ///
    /// @throws UnrunnableTrialException if there are none or too many
    List<HarmItem> plan(HarmMeasurement measurement) {
        if (measurement.progress().total() > 0) {
            return answers.items(measurement.id());
        }
        HarmRequest request = measurement.request();
        Pool pool = request.dataset() == null
                ? new Pool(library.items(request.kind()), 0)
                : records(measurement, request.dataset());
        List<HarmItem> chosen = new HarmPlan(
                        request.kind(), request.groups(), request.itemsOrDefault(), request.seedOrDefault())
                .choose(pool.items());
        if (chosen.isEmpty()) {
            throw new UnrunnableTrialException(
                    "There is no prompt of these groups. " + pool.leftOut() + " records are no prompts of this kind.");
        }
        if (chosen.size() > HarmPlan.MOST_ITEMS) {
            throw new UnrunnableTrialException("A measurement takes at most " + HarmPlan.MOST_ITEMS
                    + " prompts, and these groups have " + chosen.size() + ". Lower itemsPerGroup.");
        }
        answers.plan(measurement, chosen, pool.leftOut());
        return chosen;
    }

    private Pool records(HarmMeasurement measurement, String reference) {
        DatasetVersion dataset = siblings.dataset(measurement.team(), reference)
                .orElseThrow(() -> new UnrunnableTrialException("The dataset " + reference + " does not exist."));
        if (dataset.records() > MOST_RECORDS) {
            throw new UnrunnableTrialException(
                    "A measurement takes at most " + MOST_RECORDS + " records of a dataset.");
        }
        HarmRecords reader = new HarmRecords(library);
        List<HarmItem> items = new ArrayList<>();
        int number = 0;
        int leftOut = 0;
        String cursor = null;
        do {
            RegistryClient.RecordPage page = registry.records(dataset.name(), dataset.version(), PAGE, cursor);
            for (var each : page.items()) {
                List<HarmItem> made = reader.of(measurement.request().kind(), each, number++);
                leftOut += made.isEmpty() ? 1 : 0;
                items.addAll(made);
            }
            cursor = page.nextCursor();
        } while (cursor != null && number < MOST_RECORDS);
        return new Pool(items, leftOut);
    }
}
