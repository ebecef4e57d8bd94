# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the completion of one shell from the file words: awk -v shell=bash|zsh|fish -f make.awk words

/^(#|$)/ { next }

{
	key = $1
	sub(/^[^ ]+ ?/, "")
	if (split(key, part, ".") > 1)
		after[++afters] = key
	else
		verb[++verbs] = key
	follow[key] = $0
}

function has(words, word)
{
	return index(" " words " ", " " word " ") > 0
}

function without(words, word)
{
	words = " " words " "
	sub(" " word " ", " ", words)
	gsub(/^ +| +$/, "", words)
	return words
}

# One action for bash and zsh: offer plain words, then what FILE and PRINTER stand for.
function offer(words,    file, printer)
{
	file = has(words, "FILE")
	printer = has(words, "PRINTER")
	words = without(without(words, "FILE"), "PRINTER")
	if (printer)
		words = words "$(lpstat -e 2>/dev/null)"
	if (shell == "bash")
		return "COMPREPLY=(" (words == "" ? "" : "$(compgen -W \"" words "\" -- \"$cur\")") \
		       (file ? " $(compgen -f -- \"$cur\")" : "") ")"
	if (printer)
		return "compadd -- ${(f)\"" words "\"}"
	return (words == "" ? ":" : "compadd -- " words) (file ? "; _files" : "")
}

function pattern(key)
{
	return (key ~ /^\./ ? "*" : "") key
}

function cases(    i)
{
	print "\tcase $verb.$prev in"
	for (i = 1; i <= afters; i++)
		print "\t" pattern(after[i]) ") " offer(follow[after[i]]) "; return ;;"
	print "\tesac\n\tcase $verb in"
	print "\t'') " offer(all "" follow["osg"]) " ;;"
	for (i = 2; i <= verbs; i++)
		if (follow[verb[i]] != "")
			print "\t" verb[i] ") " offer(follow[verb[i]]) " ;;"
	print "\tesac"
}

function find_verb(first, here, word, line)
{
	print "\tfor ((i = " first "; i < " here "; i++)); do"
	print "\t\tcase " word " in"
	print "\t\t--db|--as|--lang) ((i++)) ;;\n\t\t-*) ;;"
	print "\t\t*) verb=" word "; break ;;\n\t\tesac\n\tdone"
}

function fish_option(condition, name, option,    key, words)
{
	key = (name "." option) in follow ? name "." option : "." option
	words = follow[key]
	printf "complete -c osg -n '%s' -l %s", condition, substr(option, 3)
	if (words == "FILE")
		printf " -rF"
	else if (words == "PRINTER")
		printf " -xa '(lpstat -e 2>/dev/null)'"
	else if (words != "")
		printf " -xa '%s'", words
	print ""
}

function fish_verb(name, condition,    n, word, i)
{
	n = split(follow[name], word, " ")
	for (i = 1; i <= n; i++)
		if (word[i] ~ /^--/)
			fish_option(condition, name, word[i])
		else if (word[i] == "FILE")
			print "complete -c osg -n '" condition "' -F"
		else
			print "complete -c osg -n '" condition "' -a " word[i]
}

END {
	for (i = 2; i <= verbs; i++)
		all = all verb[i] " "
	if (shell == "bash") {
		print "# bash completion for osg"
		print "_osg()\n{\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= i\n"
		find_verb(1, "COMP_CWORD", "${COMP_WORDS[i]}")
		cases()
		print "}\ncomplete -F _osg osg"
	} else if (shell == "zsh") {
		print "#compdef osg"
		print "_osg()\n{\n\tlocal prev=${words[CURRENT-1]} verb= i\n"
		find_verb(2, "CURRENT", "${words[i]}")
		cases()
		print "}\n_osg \"$@\""
	} else {
		print "# fish completion for osg\ncomplete -c osg -f"
		fish_verb("osg", "__fish_use_subcommand")
		print "complete -c osg -n __fish_use_subcommand -a '" all "'"
		for (i = 2; i <= verbs; i++)
			fish_verb(verb[i], "__fish_seen_subcommand_from " verb[i])
	}
}
