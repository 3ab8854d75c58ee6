package io.plumbline.console.dataset;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds datasets by name.
@Component
class DatasetSearch implements SearchSource {

    private final DatasetClient datasets;

    DatasetSearch(DatasetClient datasets) {
        this.datasets = datasets;
    }

    @Override
    public List<Hit> find(String text) {
        return Listing.read(datasets::list).stream()
                .filter(dataset -> dataset.name().contains(text))
                .map(dataset -> new Hit("Dataset", dataset.name(), "/datasets/" + dataset.name(), dataset.team()))
                .toList();
    }
}
