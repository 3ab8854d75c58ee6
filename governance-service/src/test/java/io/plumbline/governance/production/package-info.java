@NullMarked
package io.plumbline.governance.production;

import org.jspecify.annotations.NullMarked;
