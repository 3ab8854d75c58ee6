/// Decides and approves production changes. [io.plumbline.configuration.ProductionChange] holds the decision
/// itself.
@NullMarked
package io.plumbline.kit.production;

import org.jspecify.annotations.NullMarked;
