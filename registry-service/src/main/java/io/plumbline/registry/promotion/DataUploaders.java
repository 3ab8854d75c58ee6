package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import java.util.List;

/// Names the uploaders of the data behind a version that a plan trained, not a person. They cannot approve it, because
/// the data decides what the version says.
public interface DataUploaders {

    /// @return opaque ids of users, keys or services; empty if no plan trained the version
    List<String> of(Asset asset, int version);
}
