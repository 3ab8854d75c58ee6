/// Bills of materials of model versions, in CycloneDX.
@NullMarked
package io.plumbline.registry.bom;

import org.jspecify.annotations.NullMarked;
