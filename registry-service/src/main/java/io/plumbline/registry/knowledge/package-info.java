/// Knowledge bases: how their documents are cut, redacted and read.
@NullMarked
package io.plumbline.registry.knowledge;

import org.jspecify.annotations.NullMarked;
