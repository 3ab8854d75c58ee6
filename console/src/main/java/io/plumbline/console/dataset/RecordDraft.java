package io.plumbline.console.dataset;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Opens the form of a new record with content from another page, to be checked before it is added.
@Component
public final class RecordDraft {

    private final DatasetClient datasets;

    RecordDraft(DatasetClient datasets) {
        this.datasets = datasets;
    }

    /// @param name of the dataset
    public ModelAndView open(String name, String input, String reference) {
        return new ModelAndView(
                DatasetPage.RECORD,
                Map.of("dataset", datasets.get(name), "form", new RecordForm("", input, reference, "", "")));
    }
}
