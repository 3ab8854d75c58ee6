package io.plumbline.audit;

import org.jspecify.annotations.Nullable;

/// The resource of an event.
///
/// @param type for example `model-version`
/// @param id its name or id
/// @param version its version, if it has versions
public record Resource(String type, String id, @Nullable String version) {
    private static final int MAX_ID = 256;
    private static final int MAX_VERSION = 64;

    public Resource {
        EventForm.require(EventForm.KIND, type, "resource.type");
        EventForm.requireText(id, MAX_ID, "resource.id");
        if (version != null) {
            EventForm.requireText(version, MAX_VERSION, "resource.version");
        }
    }

    public Resource(String type, String id) {
        this(type, id, null);
    }
}
