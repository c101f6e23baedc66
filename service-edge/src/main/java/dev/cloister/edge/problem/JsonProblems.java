package dev.cloister.edge.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;

/** Says in the caller's words what is wrong with a JSON body, naming the member. */
final class JsonProblems {

  private JsonProblems() {}

  static Problem describe(JsonProcessingException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException p) {
        return p.problem(); // A record's own compact constructor knows best.
      }
      if (cause instanceof StreamConstraintsException) {
        return Problem.invalid(
            "body", "is nested too deeply, or has a number, a name or a text that is too long");
      }
      if (cause instanceof StreamReadException read) {
        return Problem.invalid("body", "is not valid JSON" + place(read.getLocation()));
      }
    }
    return switch (e) {
      case UnrecognizedPropertyException u ->
          Problem.invalid(path(u), "is not known here; remove it or correct its name");
      case InvalidFormatException f ->
          Problem.invalid(path(f), "must be " + kind(f.getTargetType()));
      case MismatchedInputException m ->
          Problem.invalid(path(m), "must be " + kind(m.getTargetType()));
      case JsonMappingException m -> Problem.invalid(path(m), "is not valid");
      default -> Problem.invalid("body", "is not valid JSON");
    };
  }

  private static String place(JsonLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "body" : path;
  }

  private static String kind(Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
      return "an array";
    }
    return "a JSON object";
  }
}
