/// What each Plumbline service is born with.
@NullMarked
package io.plumbline.kit;

import org.jspecify.annotations.NullMarked;
