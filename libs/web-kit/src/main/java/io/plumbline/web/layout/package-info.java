/// What every page shows around its content.
@NullMarked
package io.plumbline.web.layout;

import org.jspecify.annotations.NullMarked;
