package io.medseal.server.denials;

import io.medseal.server.TestService;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.handler.BeanNameUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Everything that answers, as the running service has it. */
final class Endpoints {
  private Endpoints() {}

  /** Method, space, path template; {@code ANY} where every method is answered. */
  static Set<String> of(TestService service) {
    Set<String> found = new TreeSet<>();
    List<HandlerMapping> mappings = service.part(DispatcherServlet.class).getHandlerMappings();
    for (HandlerMapping mapping : mappings) {
      switch (mapping) {
        case RequestMappingInfoHandlerMapping methods ->
            methods.getHandlerMethods().keySet().forEach(info -> add(found, info));
        case AbstractUrlHandlerMapping urls ->
            urls.getHandlerMap().keySet().forEach(path -> found.add("ANY " + path));
        case RouterFunctionMapping routes when routes.getRouterFunction() == null -> {}
        default -> found.add("unknown " + mapping.getClass().getName());
      }
      if (mapping instanceof BeanNameUrlHandlerMapping names && names.getRootHandler() != null) {
        found.add("unknown root handler");
      }
    }
    return found;
  }

  private static void add(Set<String> found, RequestMappingInfo info) {
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    for (String path : info.getPatternValues()) {
      if (methods.isEmpty()) {
        found.add("ANY " + path);
      }
      methods.forEach(method -> found.add(method + " " + path));
    }
  }
}
