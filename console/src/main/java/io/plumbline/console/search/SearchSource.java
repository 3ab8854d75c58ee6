package io.plumbline.console.search;

import java.util.List;

/// Finds resources of one kind. A page group makes its resources searchable with one bean of this type.
public interface SearchSource {

    /// A found resource.
    ///
    /// @param kind such as `Model`
    /// @param detail what tells it from others of a similar name
    record Hit(String kind, String name, String href, String detail) {}

    /// Returns the resources whose name contains the text, or whose id it is. Throws what the service throws: a
    /// source that fails is left out and named.
    ///
    /// @param text not empty, in lower case
    List<Hit> find(String text);
}
