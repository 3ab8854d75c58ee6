package io.plumbline.standalone.init;

import io.plumbline.standalone.layout.Service;
import java.util.Locale;

/// The three roles of each service in the database, see `bootstrap.sql`.
enum DatabaseRole {
    OWNER,
    APP,
    WORKER;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String of(Service service) {
        return service.id() + "_" + id();
    }
}
