/// The lineage of everything that production rests on: from sources and datasets to models, prompts, gates and
/// routes.
@NullMarked
package io.plumbline.registry.lineage;

import org.jspecify.annotations.NullMarked;
