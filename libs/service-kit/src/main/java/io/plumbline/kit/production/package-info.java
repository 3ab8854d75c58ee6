/// What a service needs to have a production change decided and approved. The decision itself is in
/// [io.plumbline.configuration.ProductionChange].
@NullMarked
package io.plumbline.kit.production;

import org.jspecify.annotations.NullMarked;
