package io.plumbline.registry.lineage;

import io.plumbline.kit.security.Permission;
import io.plumbline.registry.asset.Names;
import java.util.Locale;
import java.util.regex.Pattern;

/// The kinds of node. Each names the permission to see its nodes.
enum NodeKind {
    /// Data outside Plumbline: `namespace|name`, as OpenLineage names it.
    SOURCE("[^|\\p{Cntrl}]{1,300}\\|[^\\p{Cntrl}]{1,700}", Permission.DATASET_READ),
    /// A job outside Plumbline: `namespace|name`.
    JOB("[^|\\p{Cntrl}]{1,300}\\|[^\\p{Cntrl}]{1,700}", Permission.DATASET_READ),
    /// A document: `knowledge-base/id`. Only those who manage documents see it.
    DOCUMENT(Names.NAME + "/[^\\p{Cntrl}]{1,200}", Permission.KNOWLEDGE_WRITE),
    KNOWLEDGE_BASE(Names.NAME, Permission.KNOWLEDGE_READ),
    DATASET(Names.REFERENCE, Permission.DATASET_READ),
    /// A revision of a suite: `name@revision`.
    SUITE(Names.SUITE + "@[1-9][0-9]{0,8}", Permission.SUITE_READ),
    MODEL(Names.REFERENCE, Permission.MODEL_READ),
    PROMPT(Names.REFERENCE, Permission.PROMPT_READ),
    /// A finished gate, by the id of its run.
    GATE("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Permission.EVALUATION_READ),
    /// A fine-tuning job, by its id.
    FINE_TUNING_JOB("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Permission.MODEL_READ),
    ROUTE(Names.NAME, Permission.ROUTE_READ);

    private final Pattern names;
    private final Permission permission;

    NodeKind(String names, Permission permission) {
        this.names = Pattern.compile(names);
        this.permission = permission;
    }

    Permission permission() {
        return permission;
    }

    boolean hasVersions() {
        return this == DATASET || this == SUITE || this == MODEL || this == PROMPT;
    }

    boolean names(String text) {
        return names.matcher(text).matches();
    }

    /// Returns the word in ids: `knowledge-base`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
