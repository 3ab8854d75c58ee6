/// What the organisation accepts of model versions: the formats and digests of their files, licences and
/// signatures.
@NullMarked
package io.plumbline.registry.supplychain;

import org.jspecify.annotations.NullMarked;
