/// `apply`: puts configuration files kept as code into force.
@NullMarked
package io.plumbline.standalone.apply;

import org.jspecify.annotations.NullMarked;
