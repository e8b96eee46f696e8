# SPDX-License-Identifier: Apache-2.0
# Exception.message of every built-in exception struct, with default and unusual fields.
defmodule Case.ErrorMessages do
  import CaseHelper

  def main do
    for e <- [
          %RuntimeError{}, %RuntimeError{message: "m"}, %ArgumentError{}, %ArithmeticError{}, %BadArityError{function: &id/1, args: [1, 2]},
          %BadArityError{function: &id/1, args: []}, %BadFunctionError{term: :x}, %BadMapError{term: [1]}, %BadBooleanError{term: 1, operator: :and},
          %{__struct__: BadStructError, __exception__: true, struct: Date, term: 1}, %MatchError{term: {:a, %{b: 1}}}, %CaseClauseError{term: 1}, %CondClauseError{}, %TryClauseError{term: "x"},
          %WithClauseError{term: :w}, %KeyError{}, %KeyError{key: :a, term: %{b: 1}}, %KeyError{key: :a, term: [b: 1]}, %KeyError{key: "ab", term: %{"abc" => 1, "x" => 2}},
          %KeyError{key: :a, term: nil}, %KeyError{key: :foo, term: Foo}, %UndefinedFunctionError{}, %UndefinedFunctionError{module: Foo, function: :bar, arity: 1},
          %UndefinedFunctionError{module: String, function: :upcas, arity: 1}, %UndefinedFunctionError{module: nil, function: :x, arity: 0},
          %UndefinedFunctionError{module: Foo, function: :x, arity: 1, message: "custom"}, %UndefinedFunctionError{module: Kernel, function: :nope, arity: 0, reason: :"function not exported"},
          %FunctionClauseError{}, %FunctionClauseError{module: Foo, function: :bar, arity: 2}, %Protocol.UndefinedError{protocol: Enumerable, value: 1},
          %Protocol.UndefinedError{protocol: String.Chars, value: {1}, description: "why"}, %Enum.EmptyError{}, %Enum.OutOfBoundsError{}, %SystemLimitError{},
          %File.Error{action: "read", path: "/x", reason: :enoent}, %File.CopyError{action: "copy", source: "a", destination: "b", reason: :eacces},
          %File.RenameError{action: "rename", source: "a", destination: "b", reason: :exdev}, %File.LinkError{action: "link", existing: "a", new: "b", reason: :eexist},
          %ErlangError{original: :x}, %ErlangError{original: {:badarg, [1]}}, %Regex.CompileError{message: "r"}, %URI.Error{action: :parse, reason: "bad", part: "%"},
          %Version.InvalidVersionError{version: "1"}, %Version.InvalidRequirementError{requirement: "x"}, %OptionParser.ParseError{message: "o"},
          %Code.LoadError{file: "f.ex", message: "could not load f.ex"}, %TokenMissingError{file: "f", line: 1, column: 2, description: "d"}, %SyntaxError{file: "f", line: 1, column: 2, description: "d"},
          %CompileError{file: "f.ex", line: 3, description: "bad"}, %CompileError{description: "bad"}, %IO.StreamError{reason: :terminated}, 
          %UnicodeConversionError{encoded: "a", message: "u"}
        ] do
      p(Exception.message(e))
    end
  rescue
    e -> IO.puts("build: " <> Exception.message(e))
  end
end
