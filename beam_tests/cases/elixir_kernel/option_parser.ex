# SPDX-License-Identifier: Apache-2.0
# OptionParser: strict, switches, aliases, negation, counts, keeps, errors; split and to_argv.
defmodule Case.OptionParserCase do
  import CaseHelper

  def main do
    o = [strict: [name: :string, n: :integer, f: :float, v: :boolean, count: :count, k: :keep, i: [:integer, :keep]], aliases: [n: :name, v: :v, c: :count]]
    for a <- [[], ["--name", "x"], ["--name=x", "rest"], ["-n", "y", "--", "-v"], ["-vv"], ["--n", "5"], ["--n", "x"], ["--f", "1.5"], ["--f", "1"], ["--v"], ["--no-v"], ["--v=true"], ["--v=maybe"], ["-c", "-c", "--count"],
              ["--k", "1", "--k", "2"], ["--i", "1", "--i", "2"], ["--unknown", "1"], ["-z"], ["--name"], ["a", "--v", "b", "c"], ["--no-name", "x"], ["--n=-3"], ["-n=z"], ["-"], ["--"], ["--name="], ["---x"], ["-1"], ["--v", "-n", "q", "w"]] do
      p(OptionParser.parse(a, o))
      p(OptionParser.parse_head(a, o))
      p(OptionParser.parse(a, switches: [v: :boolean]))
      p(OptionParser.parse!(a, o))
    end

    p(OptionParser.parse(["--foo-bar", "1"], strict: [foo_bar: :integer]))
    p(OptionParser.parse(["--foo_bar", "1"], strict: [foo_bar: :integer]))
    p(OptionParser.parse(["--a"], []))
    p(OptionParser.parse(["--a"], strict: [a: :bogus]))
    p(OptionParser.parse(["--dyn", "1"], allow_nonexistent_atoms: true, switches: []))
    p(OptionParser.next(["--v", "x"], strict: [v: :boolean]))
    p(OptionParser.next(["x"], strict: []))
    p(OptionParser.next([], strict: []))
    p(OptionParser.next(["--q"], strict: []))
    p(OptionParser.split(~S(foo "bar baz" 'a b' c\ d "e\"f")))
    p(OptionParser.split(~S(foo "bar)))
    p(OptionParser.to_argv(a: 1, b: true, c: false, foo_bar: "x y", d: nil))
    p(OptionParser.to_argv([v: 2], switches: [v: :count]))
  end
end
